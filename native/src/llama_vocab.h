// A model's vocabulary: text to ids and back. Borrows the llama_model.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "types.h"

struct llama_vocab;

namespace inglenook {

// A token that text from people must never become. lstrip, rstrip: it takes neighbouring white space with it.
struct ControlToken {
    Token id;
    std::string text;
    bool lstrip;
    bool rstrip;
};

class Vocab {
public:
    // Throws std::invalid_argument when the address is 0.
    explicit Vocab(std::uintptr_t model_address);

    [[nodiscard]] const llama_vocab * address() const noexcept { return vocab_; }

    [[nodiscard]] std::int32_t n_tokens() const noexcept { return n_tokens_; }
    [[nodiscard]] Token bos() const;  // -1 where the vocabulary has none; likewise eos, eot
    [[nodiscard]] Token eos() const;
    [[nodiscard]] Token eot() const;
    [[nodiscard]] bool adds_bos() const;  // prompts begin with bos
    [[nodiscard]] bool is_end_of_generation(Token token) const;

    // Ids of plain text: nothing in it becomes a control token, and none is added.
    [[nodiscard]] std::vector<Token> tokenize(std::string_view text) const;

    // Every token with a spelling that llama.cpp treats as control, longest spelling first.
    [[nodiscard]] std::vector<ControlToken> control_tokens() const;

    // Why a model with this vocabulary cannot draft for one with `target`: a sentence, empty when it can. As in
    // llama.cpp, up to 128 ids at the end may be missing or too many; their tokens are then never drafted.
    [[nodiscard]] std::string why_it_cannot_draft_for(const Vocab & target) const;

    // Bytes that are equal for equal vocabularies: kind, special ids, and every token's attributes and spelling.
    [[nodiscard]] std::string identity() const;

    // From now on these control tokens have their spelling as bytes, because a reader needs to see them: the marks of a
    // model's reasoning, for instance. Throws std::invalid_argument for an id outside the vocabulary.
    void spell_out(const std::vector<Token> & tokens);

    // Appends the token's bytes; a control token has none unless `special` or spelled out. Throws std::invalid_argument
    // for an id outside the vocabulary.
    void append_piece(Token token, bool special, std::string & bytes) const;

private:
    void check(Token token) const;

    const llama_vocab * vocab_ = nullptr;
    std::int32_t n_tokens_ = 0;
    std::vector<Token> spelled_;  // ascending; a handful
};

}  // namespace inglenook
