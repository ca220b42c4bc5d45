// Follows an answer that copies a reference with changes: where in the reference it is, what it changed there, and
// what it will therefore write next. Changes seen once or more (a name replaced, a mark inserted after each full stop)
// are applied ahead. Knows token ids alone.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "drafter.h"
#include "types.h"

namespace inglenook {

class EditCursor {
public:
    // begins_copying: the answer may well begin as the reference does. The index of a reference that this one continues
    // is kept.
    void begin(std::span<const Token> reference, bool begins_copying);

    // The next token of the answer.
    void feed(Token token);

    // Appends up to n_most tokens that may come next; nothing while the answer is nowhere in the reference. The class
    // of evidence tells the kind of place: how long the copy has run, how risky the token before was so far, whether
    // a learnt change is applied and how sure that is.
    void propose(std::int32_t n_most, Draft & draft) const;

    // Of a class of evidence: the chance that the token comes, cautiously.
    [[nodiscard]] static std::span<const double> priors();

    [[nodiscard]] std::size_t n_indexed() const noexcept { return n_indexed_; }  // tokens, ever

private:
    // The answer wrote `inserted` where the reference has `removed`; they differ in their first tokens, and one may be
    // empty. needs_left: only after the token `left`.
    struct Edit {
        std::vector<Token> removed;
        std::vector<Token> inserted;
        Token left = NO_TOKEN;
        bool needs_left = false;
        std::int32_t hits = 1;
        std::int32_t misses = 0;

        [[nodiscard]] double rate() const;
        [[nodiscard]] std::int32_t sureness() const;  // 0 to 3
    };
    // After a token of the reference: how often the answer was there, and how often it went another way.
    struct Site {
        std::int32_t seen = 0;
        std::int32_t diverged = 0;
    };
    // Where the answer left the reference: position there, and in the answer.
    struct Divergence {
        std::int32_t at = NOWHERE;
        std::int32_t answer_at = 0;
    };
    // A place to go on from: the last n_matched tokens of the answer end there.
    struct Anchor {
        std::int32_t at = NOWHERE;
        std::int32_t n_matched = 0;
        double score = 0.0;
    };
    static constexpr Token NO_TOKEN = -1;
    static constexpr std::int32_t NOWHERE = -1;

    [[nodiscard]] std::int32_t length() const { return static_cast<std::int32_t>(reference_.size()); }
    [[nodiscard]] Token at(std::int32_t i) const { return reference_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] Token before(std::int32_t i) const { return i > 0 ? at(i - 1) : NO_TOKEN; }
    [[nodiscard]] Edit & edit(std::int32_t i) { return edits_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] const Edit & edit(std::int32_t i) const { return edits_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] std::int32_t edit_at(std::int32_t position, std::int32_t inserted_at) const;
    [[nodiscard]] std::int32_t copy_class(std::int32_t position, std::int32_t run, bool follows_edit) const;

    void index(std::span<const Token> reference);
    void follow_edit(Token token);
    [[nodiscard]] bool follow_reference(Token token);
    void diverge(std::int32_t n_tokens);
    void find_anchor();
    [[nodiscard]] std::int32_t n_matching(std::int32_t position, std::int32_t n_most) const;
    [[nodiscard]] Anchor nearby_anchor() const;
    [[nodiscard]] Anchor far_anchor(const Anchor & nearby) const;
    void confirm_anchor();
    void learn(std::vector<Token> removed, std::vector<Token> inserted, Token left);

    std::vector<Token> reference_;
    std::vector<Token> answer_;
    std::unordered_map<std::uint64_t, std::vector<std::int32_t>> triples_;  // last positions of three tokens in a row
    std::size_t n_indexed_ = 0;
    std::vector<Edit> edits_;
    std::unordered_map<Token, std::vector<std::int32_t>> edits_by_token_;  // the first removed, NO_TOKEN for none
    std::unordered_map<Token, Site> sites_;

    std::int32_t cursor_ = NOWHERE;  // the next token of the reference
    std::int32_t run_ = 0;           // tokens since the anchor that came as expected
    std::int32_t edit_ = NOWHERE;    // the edit that the answer is writing
    std::int32_t edit_next_ = 0;     // the next of its inserted tokens
    std::int32_t inserted_at_ = NOWHERE;  // where an insertion has just been made; it is not made twice
    Divergence divergence_;          // unexplained, until the anchor after it is sure
    Anchor anchor_;
    std::int32_t anchor_answer_at_ = 0;
    bool is_tentative_ = false;  // the anchor may be chance
};

}  // namespace inglenook
