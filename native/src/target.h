// What the loop needs of a model: the seam between the llama-free core and llama.cpp, or a test's fake.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>

#include "types.h"

namespace inglenook {

class Target {
public:
    enum class Status {
        OK,
        ABORTED,   // the abort flag was seen; part of the batch may be in the KV cache
        NO_SPACE,  // no KV slot for the batch; the cache is as before
    };

    virtual ~Target() = default;

    [[nodiscard]] virtual std::int32_t n_vocab() const = 0;
    [[nodiscard]] virtual std::int32_t n_ctx() const = 0;    // positions that one conversation can hold
    [[nodiscard]] virtual std::int32_t n_batch() const = 0;  // most tokens of one decode

    [[nodiscard]] virtual std::int32_t n_most_rows() const { return n_batch(); }  // most rows of logits of one decode

    // Decodes tokens at positions first_position, first_position + 1, ..., and keeps logits of the last n_rows of
    // them. Throws NativeError for anything but the outcomes of Status.
    [[nodiscard]] virtual Status decode(std::span<const Token> tokens, std::int32_t first_position,
                                        std::int32_t n_rows) = 0;

    // Logits of row i of the latest decode: float32, (n_vocab,). Valid, and writable, until the next decode.
    [[nodiscard]] virtual std::span<float> row(std::int32_t i) = 0;

    // Drops the KV of every position >= n_keep. False when this memory cannot, or when what decoding at n_keep looks
    // back on is no longer there; the cache is then unusable until `clear`.
    [[nodiscard]] virtual bool rewind(std::int32_t n_keep) = 0;
    virtual void clear() = 0;

    // How many of the last decoded tokens `rewind` can surely drop after a decode of that many and one more; 0 for a
    // memory that cannot go back.
    [[nodiscard]] virtual std::int32_t most_rewind() const { return std::numeric_limits<std::int32_t>::max(); }

    // Whether a decode's bits depend on the tokens alone, and not on what was decoded and taken back before.
    [[nodiscard]] virtual bool forgets_rewinds() const { return true; }

    // Threads of every later decode, where the device computes with threads.
    virtual void set_threads(std::int32_t) {}

    // How many positions from 0 on the KV cache holds after a decode that did not end with OK; 0 where it cannot be
    // trusted any more.
    [[nodiscard]] virtual std::int32_t n_valid_after_fault() = 0;

    [[nodiscard]] virtual bool is_end_of_generation(Token token) const = 0;
    virtual void append_piece(Token token, std::string & bytes) const = 0;  // the token's bytes, control tokens empty
};

}  // namespace inglenook
