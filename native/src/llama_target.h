// The loop's target on a llama_context that Python made and owns: sequence 0 of it, and nothing else, is used.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "llama_vocab.h"
#include "target.h"

struct llama_context;

namespace inglenook {

class LlamaTarget final : public Target {
public:
    // Clears the context's memory. n_most_rows: the context's n_outputs_max. vocab must outlive this object; abort must
    // outlive the context, which reads it between graph nodes where the backend can (CPU, Metal). Throws
    // std::invalid_argument for an unusable context.
    LlamaTarget(std::uintptr_t context_address, const Vocab & vocab, std::atomic<bool> & abort,
                std::int32_t n_most_rows);
    LlamaTarget(const LlamaTarget &) = delete;
    LlamaTarget & operator=(const LlamaTarget &) = delete;

    [[nodiscard]] std::int32_t n_vocab() const override { return vocab_.n_tokens(); }
    [[nodiscard]] std::int32_t n_ctx() const override { return n_ctx_; }
    [[nodiscard]] std::int32_t n_batch() const override { return n_batch_; }
    [[nodiscard]] std::int32_t n_most_rows() const override { return n_most_rows_; }
    [[nodiscard]] std::int32_t most_rewind() const override;
    [[nodiscard]] bool forgets_rewinds() const override;
    [[nodiscard]] Status decode(std::span<const Token> tokens, std::int32_t first_position, std::int32_t n_rows) override;
    [[nodiscard]] std::span<float> row(std::int32_t i) override;
    [[nodiscard]] bool rewind(std::int32_t n_keep) override;
    void clear() override;
    [[nodiscard]] std::int32_t n_valid_after_fault() override;
    [[nodiscard]] bool is_end_of_generation(Token token) const override { return vocab_.is_end_of_generation(token); }
    void append_piece(Token token, std::string & bytes) const override { vocab_.append_piece(token, false, bytes); }

    // Threads of every later pass, one-token and wide ones alike. Throws std::invalid_argument.
    void set_threads(std::int32_t n_threads) override;

private:
    [[nodiscard]] bool can_rewind(std::int32_t n_keep) const;

    llama_context * context_;
    const Vocab & vocab_;
    std::int32_t n_ctx_ = 0;
    std::int32_t n_batch_ = 0;
    std::int32_t n_most_rows_ = 0;
    std::int32_t n_window_ = 0;       // sliding window in tokens, 0 without one
    bool has_state_ = false;          // recurrent or hybrid
    std::int32_t n_snapshots_ = 0;    // of such a state; 0 where it cannot go back
    std::int32_t n_ubatch_ = 0;       // tokens that llama.cpp computes at once
    std::int32_t n_cached_ = 0;       // after the latest decode or rewind
    std::int32_t n_last_ubatch_ = 0;  // tokens of the latest one that are still there; 0 when that is not known
    std::int32_t first_row_ = 0;      // batch index of row 0 of the latest decode
    std::int32_t n_rows_ = 0;
    std::vector<std::int32_t> positions_;
    std::vector<std::int32_t> n_sequences_;
    std::vector<std::int32_t *> sequences_;
    std::vector<std::int8_t> wants_logits_;
    std::int32_t sequence_ = 0;
};

}  // namespace inglenook
