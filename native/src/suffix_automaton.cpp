#include "suffix_automaton.h"

#include <algorithm>

namespace inglenook {
namespace {

// Suffixes whose occurrences are counted for each token. Of natural text no more than a dozen occur elsewhere; text
// that repeats one token would make counting quadratic.
constexpr int MOST_COUNTED = 64;

}  // namespace

void SuffixAutomaton::clear() {
    states_.assign(1, {});
    last_ = ROOT;
    n_tokens_ = 0;
    n_transitions_ = 0;
}

SuffixAutomaton::State SuffixAutomaton::follow(State state, Token token) const {
    const std::vector<Edge> & next = states_[at(state)].next;
    const auto found = std::lower_bound(next.begin(), next.end(), token, [](const Edge & e, Token t) { return e.token < t; });
    return found != next.end() && found->token == token ? found->state : NONE;
}

void SuffixAutomaton::set(State state, Token token, State target) {
    std::vector<Edge> & next = states_[at(state)].next;
    const auto found = std::lower_bound(next.begin(), next.end(), token, [](const Edge & e, Token t) { return e.token < t; });
    if (found != next.end() && found->token == token) {
        found->state = target;
    } else {
        next.insert(found, {token, target});
        ++n_transitions_;
    }
}

void SuffixAutomaton::append(Token token) {
    ++n_tokens_;
    const auto current = static_cast<State>(states_.size());
    states_.push_back({states_[at(last_)].length + 1, ROOT, 0, n_tokens_, {}});
    State p = last_;
    while (p != NONE && follow(p, token) == NONE) {
        set(p, token, current);
        p = states_[at(p)].link;
    }
    if (p != NONE) {
        const State q = follow(p, token);
        if (states_[at(q)].length == states_[at(p)].length + 1) {
            states_[at(current)].link = q;
        } else {
            const auto clone = static_cast<State>(states_.size());
            Node copy = states_[at(q)];
            copy.length = states_[at(p)].length + 1;
            n_transitions_ += copy.next.size();
            states_.push_back(std::move(copy));
            while (p != NONE && follow(p, token) == q) {
                set(p, token, clone);
                p = states_[at(p)].link;
            }
            states_[at(q)].link = clone;
            states_[at(current)].link = clone;
        }
    }
    last_ = current;
    State s = current;
    for (int i = 0; i < MOST_COUNTED && s > ROOT; ++i) {
        ++states_[at(s)].count;
        states_[at(s)].last_end = n_tokens_;
        s = states_[at(s)].link;
    }
}

SuffixAutomaton::Continuation SuffixAutomaton::best_continuation(State state) const {
    Continuation best;
    std::int32_t last_end = 0;
    for (const Edge & edge : states_[at(state)].next) {
        const Node & node = states_[at(edge.state)];
        best.total += node.count;
        if (node.count > best.count || (node.count == best.count && node.last_end > last_end)) {
            best.token = edge.token;
            best.state = edge.state;
            best.count = node.count;
            last_end = node.last_end;
        }
    }
    return best;
}

}  // namespace inglenook
