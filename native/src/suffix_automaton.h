// All substrings of a growing text, and what followed them. Built online in amortised O(1) a token.
// Source: Blumer et al., "The smallest automaton recognizing the subwords of a text" (1985).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "types.h"

namespace inglenook {

class SuffixAutomaton {
public:
    using State = std::int32_t;
    static constexpr State ROOT = 0;
    static constexpr State NONE = -1;

    struct Continuation {
        Token token = -1;
        State state = NONE;
        std::int32_t count = 0;   // times that the text went on so
        std::int32_t total = 0;   // times that it went on
    };

    SuffixAutomaton() { clear(); }
    void clear();
    void append(Token token);

    [[nodiscard]] std::int32_t size() const noexcept { return n_tokens_; }
    [[nodiscard]] std::size_t n_states() const noexcept { return states_.size(); }
    [[nodiscard]] std::size_t n_transitions() const noexcept { return n_transitions_; }

    // The longest suffix of the text that occurred before, and its length in tokens; ROOT and 0 when none did.
    [[nodiscard]] State repeated_suffix() const { return states_[at(last_)].link == NONE ? ROOT : states_[at(last_)].link; }
    [[nodiscard]] std::int32_t length(State state) const { return states_[at(state)].length; }
    [[nodiscard]] State shorter(State state) const { return states_[at(state)].link; }  // NONE for ROOT

    // What followed most often, the latest of equals; `state` NONE when nothing did.
    [[nodiscard]] Continuation best_continuation(State state) const;
    [[nodiscard]] bool has_continuation(State state) const { return !states_[at(state)].next.empty(); }

private:
    struct Edge {
        Token token;
        State state;
    };
    struct Node {
        std::int32_t length = 0;    // of the longest string of this state
        State link = NONE;          // the state of its longest suffix that occurs elsewhere, too
        std::int32_t count = 0;     // occurrences
        std::int32_t last_end = 0;  // of them, the latest
        std::vector<Edge> next;     // sorted by token
    };
    [[nodiscard]] static std::size_t at(State state) { return static_cast<std::size_t>(state); }
    [[nodiscard]] State follow(State state, Token token) const;
    void set(State state, Token token, State next);

    std::vector<Node> states_;
    State last_ = ROOT;
    std::int32_t n_tokens_ = 0;
    std::size_t n_transitions_ = 0;
};

}  // namespace inglenook
