// The suffix automaton on texts that are hard for one, against brute force, and its size.
#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include "check.h"
#include "suffix_automaton.h"

using namespace inglenook;

namespace {

using Tokens = std::vector<Token>;

Tokens random_text(std::size_t n, std::uint32_t n_vocab, std::uint32_t seed) {
    std::mt19937 random(seed);
    Tokens text;
    for (std::size_t i = 0; i < n; ++i) text.push_back(static_cast<Token>(random() % n_vocab));
    return text;
}

Tokens fibonacci_word(std::size_t n) {
    Tokens a{0}, b{0, 1};
    while (b.size() < n) {
        Tokens c = b;
        c.insert(c.end(), a.begin(), a.end());
        a = std::move(b);
        b = std::move(c);
    }
    b.resize(n);
    return b;
}

// Each word of n_digits bits exactly once: no suffix as long as that occurs before.
Tokens de_bruijn(std::int32_t n_digits) {
    Tokens text(static_cast<std::size_t>(n_digits), 0);
    std::vector<bool> seen(std::size_t{1} << n_digits, false);
    std::size_t word = 0;
    seen[0] = true;
    for (;;) {  // greedy: a one where it makes a new word, else a zero
        const std::size_t shifted = (word << 1) & (seen.size() - 1);
        const std::size_t next = !seen[shifted | 1] ? shifted | 1 : shifted;
        if (seen[next]) return text;
        seen[next] = true;
        word = next;
        text.push_back(static_cast<Token>(word & 1));
    }
}

Tokens periodic_with_faults(std::size_t n, std::size_t period) {
    Tokens text;
    for (std::size_t i = 0; i < n; ++i) text.push_back(i % 997 == 996 ? 1000 : static_cast<Token>(i % period));
    return text;
}

// Of a text that repeats itself for more than 64 tokens the shorter suffixes are counted no longer.
TEST(it_agrees_with_brute_force_after_each_token) {
    for (const Tokens & text : {random_text(220, 2, 1), random_text(220, 4, 2), fibonacci_word(100), Tokens(60, 5), de_bruijn(7),
                                periodic_with_faults(60, 3)}) {
        SuffixAutomaton automaton;
        for (std::size_t n = 1; n <= text.size(); ++n) {
            automaton.append(text[n - 1]);
            std::size_t longest = 0;
            for (std::size_t end = 1; end < n; ++end) {
                std::size_t k = 0;
                while (k < end && text[end - 1 - k] == text[n - 1 - k]) ++k;
                longest = std::max(longest, k);
            }
            SuffixAutomaton::State state = automaton.repeated_suffix();
            CHECK_EQUAL(automaton.length(state), static_cast<std::int32_t>(longest));
            // every shorter suffix with another history, too
            for (; state > SuffixAutomaton::ROOT; state = automaton.shorter(state)) {
                const auto k = static_cast<std::size_t>(automaton.length(state));
                std::map<Token, std::pair<std::int32_t, std::size_t>> followed;  // times, and the latest
                std::int32_t total = 0;
                for (std::size_t i = 0; i + k < n; ++i) {
                    if (!std::equal(text.begin() + static_cast<std::ptrdiff_t>(i), text.begin() + static_cast<std::ptrdiff_t>(i + k),
                                    text.begin() + static_cast<std::ptrdiff_t>(n - k))) {
                        continue;
                    }
                    auto & [times, latest] = followed[text[i + k]];
                    ++times;
                    latest = i;
                    ++total;
                }
                const SuffixAutomaton::Continuation best = automaton.best_continuation(state);
                CHECK_EQUAL(automaton.has_continuation(state), total > 0);
                if (total == 0) continue;
                const auto expected = std::max_element(followed.begin(), followed.end(), [](const auto & a, const auto & b) {
                    return a.second < b.second;  // most often, then latest
                });
                CHECK_EQUAL(best.token, expected->first);
                CHECK_EQUAL(best.count, expected->second.first);
                CHECK_EQUAL(best.total, total);
            }
        }
    }
}

TEST(long_texts_of_every_kind_stay_within_two_states_and_three_transitions_a_token) {
    constexpr std::size_t N = 65536;
    for (const Tokens & text : {Tokens(N, 3), fibonacci_word(N), de_bruijn(16), random_text(N, 2, 1), random_text(N, 151000, 2),
                                periodic_with_faults(N, 64)}) {
        SuffixAutomaton automaton;
        for (const Token token : text) automaton.append(token);
        CHECK(text.size() >= N);
        CHECK(automaton.n_states() <= 2 * text.size());
        CHECK(automaton.n_transitions() <= 3 * text.size());
        CHECK_EQUAL(automaton.size(), std::ssize(text));
    }
}

TEST(an_automaton_that_was_cleared_is_new) {
    SuffixAutomaton used, fresh;
    for (const Token token : random_text(500, 5, 3)) used.append(token);
    used.clear();
    for (const Token token : random_text(500, 5, 4)) {
        used.append(token);
        fresh.append(token);
        CHECK_EQUAL(used.repeated_suffix(), fresh.repeated_suffix());
        CHECK_EQUAL(used.best_continuation(used.repeated_suffix()).token, fresh.best_continuation(fresh.repeated_suffix()).token);
    }
    CHECK_EQUAL(used.n_states(), fresh.n_states());
    CHECK_EQUAL(used.n_transitions(), fresh.n_transitions());
}

}  // namespace

RUN_ALL_TESTS()
