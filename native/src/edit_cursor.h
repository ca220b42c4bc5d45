// Follows an answer that copies a reference with changes. Where in the reference the answer is cannot be known, so the
// cursor keeps the likely places with their probabilities (the forward algorithm of a hidden Markov model, pruned):
// copying, away from the reference and about to come back near the place it left, or writing a change that it made
// before. That gives each guess a probability, finds the way back after one or two tokens where they are telling and
// waits where they are not, and repeats changes (a name replaced, a mark inserted after each full stop).
// Knows token ids alone.
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
    EditCursor() { begin({}, false); }

    // begins_copying: the answer may well begin as the reference does. What was built for a reference that this one
    // continues is kept.
    void begin(std::span<const Token> reference, bool begins_copying);

    // The next token of the answer.
    void feed(Token token);

    // Appends up to n_most tokens that may come next, as long as each comes with least_chance or more if those before
    // it do; nothing while the answer is nowhere in the reference. The class of evidence is the chance that the token comes if those before it do, in steps of half a bit of doubt, counted
    // apart for tokens copied and those of a repeated change.
    void propose(std::int32_t n_most, double least_chance, Draft & draft);

    // What a class of evidence stands for.
    [[nodiscard]] static double chance_of(std::int32_t evidence);

    [[nodiscard]] std::size_t n_places() const noexcept { return places_.size(); }
    [[nodiscard]] std::size_t n_indexed() const noexcept { return n_indexed_; }  // tokens, ever

private:
    static constexpr Token NO_TOKEN = -1;
    static constexpr std::int32_t NOWHERE = -1;

    enum class Kind : std::uint8_t { COPYING, AWAY, EDITING, LOST };
    // Where the answer may be. position: the next token of the reference; for AWAY where it was left, for EDITING
    // where the edit is made. run: tokens since it came here, or since it left.
    struct Place {
        Kind kind = Kind::LOST;
        bool has_inserted = false;  // right here; not twice
        bool is_new = false;        // came from afar, and may be a phrase's chance
        std::int32_t position = 0;
        std::int32_t edit = NOWHERE;
        std::int32_t next = 0;  // of its inserted tokens
        std::int32_t run = 0;
        // how it came here, until that has been learnt from
        std::int32_t left_at = NOWHERE;
        std::int32_t left_answer_at = 0;
        std::int32_t back_at = 0;
        std::int32_t back_answer_at = 0;
        double mass = 0.0;
    };
    // The answer wrote `inserted` where the reference has `removed`; they differ in their first tokens, and one may be
    // empty. needs_left: only after the token `left`.
    struct Edit {
        std::vector<Token> removed;
        std::vector<Token> inserted;
        Token left = NO_TOKEN;
        bool needs_left = false;
        std::int32_t hits = 0;  // after the first time
        std::int32_t misses = 0;
    };
    using EditsByToken = std::unordered_map<Token, std::vector<std::int32_t>>;
    // Next to a token of the reference: how often the answer was there, and how often it went another way.
    struct Site {
        std::int32_t seen = 0;
        std::int32_t left = 0;
    };
    struct Guess {
        Token token = NO_TOKEN;
        double chance = 0.0;
        double edited = 0.0;  // of it, by edits
    };

    [[nodiscard]] std::int32_t length() const { return static_cast<std::int32_t>(reference_.size()); }
    [[nodiscard]] std::int32_t answered() const { return static_cast<std::int32_t>(answer_.size()); }
    [[nodiscard]] Token at(std::int32_t i) const { return reference_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] Token before(std::int32_t i) const { return i > 0 ? at(i - 1) : NO_TOKEN; }
    [[nodiscard]] Edit & edit(std::int32_t i) { return edits_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] const Edit & edit(std::int32_t i) const { return edits_[static_cast<std::size_t>(i)]; }

    void index(std::span<const Token> reference);
    [[nodiscard]] double rate(const Edit & e) const;
    template <typename Action>
    void for_edits_at(std::int32_t position, bool has_inserted, Action action) const;
    [[nodiscard]] std::int32_t edit_at(std::int32_t position, bool has_inserted) const;
    [[nodiscard]] double hazard(const Place & place) const;
    [[nodiscard]] double novelty(Token token) const;
    [[nodiscard]] static double way_back(std::int32_t distance, std::int32_t n_away);

    void advance(Token token, bool is_ahead);
    void step_copying(const Place & place, Token token, std::int32_t n_answer);
    void step_away(const Place & place, Token token, double mass, std::int32_t n_answer);
    void step_editing(const Place & place, Token token, std::int32_t n_answer);
    void step_far(Token token, double mass);
    void put(const Place & place);
    void prune(double least, std::size_t most);
    [[nodiscard]] Guess best_guess();
    void guess(Token token, double chance, bool is_edit);

    void take_note(Token token);
    void learn_from_best();
    void learn(std::vector<Token> removed, std::vector<Token> inserted, Token left);

    std::vector<Token> reference_;
    std::unordered_map<Token, std::vector<std::int32_t>> positions_;  // rising
    std::size_t n_indexed_ = 0;
    std::vector<Token> answer_;
    std::vector<Edit> edits_;
    EditsByToken replacements_;  // by the first token removed
    EditsByToken insertions_;    // by the token before
    std::unordered_map<Token, Site> sites_after_;
    std::unordered_map<Token, Site> sites_before_;
    double n_copied_ = 0.0;
    double n_left_ = 0.0;
    double n_phrases_ = 0.0;
    double n_regions_ = 0.0;
    double n_edits_hit_ = 0.0;
    double n_edits_missed_ = 0.0;

    std::vector<Place> places_;  // heaviest first; their masses add up to 1
    std::vector<Place> next_places_;
    std::vector<Place> saved_places_;
    std::vector<Guess> guesses_;
};

}  // namespace inglenook
