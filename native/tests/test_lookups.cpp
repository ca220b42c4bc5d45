// The drafters that look tokens up: the automaton against brute force, the cursor on edits whose misses are counted,
// and all of them in the loop, where they may change nothing but the time.
#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <vector>

#include "check.h"
#include "copy_drafter.h"
#include "eager_controller.h"
#include "edit_drafter.h"
#include "fake_target.h"
#include "loop.h"
#include "suffix_automaton.h"

using namespace inglenook;

namespace {

using Tokens = std::vector<Token>;

Tokens random_tokens(std::size_t n, std::int32_t n_vocab, std::uint32_t seed) {
    std::mt19937 random(seed);
    Tokens tokens;
    for (std::size_t i = 0; i < n; ++i) tokens.push_back(static_cast<Token>(random() % static_cast<std::uint32_t>(n_vocab)));
    return tokens;
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

// Length of the longest suffix that also ends earlier.
std::int32_t longest_repeated_suffix(const Tokens & text) {
    const auto n = static_cast<std::int32_t>(text.size());
    std::int32_t best = 0;
    for (std::int32_t end = 1; end < n; ++end) {
        std::int32_t k = 0;
        while (k < end && text[static_cast<std::size_t>(end - 1 - k)] == text[static_cast<std::size_t>(n - 1 - k)]) ++k;
        best = std::max(best, k);
    }
    return best;
}

// How often each token followed the last k tokens of the text.
std::map<Token, std::int32_t> followers(const Tokens & text, std::int32_t k) {
    std::map<Token, std::int32_t> counts;
    const auto n = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i + k < n; ++i) {
        if (std::equal(text.begin() + i, text.begin() + i + k, text.end() - k)) ++counts[text[static_cast<std::size_t>(i + k)]];
    }
    return counts;
}

TEST(the_automaton_knows_the_longest_repeated_suffix_and_what_followed_it) {
    std::vector<Tokens> texts{random_tokens(300, 2, 1), random_tokens(300, 3, 2), random_tokens(400, 40, 3),
                              fibonacci_word(300), Tokens(60, 7)};
    for (const Tokens & text : texts) {
        SuffixAutomaton automaton;
        Tokens so_far;
        for (const Token token : text) {
            automaton.append(token);
            so_far.push_back(token);
            const SuffixAutomaton::State state = automaton.repeated_suffix();
            const std::int32_t k = longest_repeated_suffix(so_far);
            CHECK_EQUAL(automaton.length(state), k);
            if (k == 0) continue;
            const auto expected = followers(so_far, k);
            const SuffixAutomaton::Continuation best = automaton.best_continuation(state);
            std::int32_t most = 0, total = 0;
            for (const auto & [_, count] : expected) {
                most = std::max(most, count);
                total += count;
            }
            CHECK_EQUAL(best.total, total);
            CHECK_EQUAL(best.count, most);
            CHECK_EQUAL(expected.at(best.token), most);
        }
    }
}

TEST(the_automaton_grows_by_two_states_a_token_at_most) {
    for (const Tokens & text : {random_tokens(20000, 2, 4), random_tokens(20000, 5000, 5), fibonacci_word(20000), Tokens(20000, 1)}) {
        SuffixAutomaton automaton;
        for (const Token token : text) automaton.append(token);
        CHECK(automaton.n_states() <= 2 * text.size());
        CHECK_EQUAL(automaton.size(), std::ssize(text));
    }
}

Tokens proposed(Drafter & drafter, const Tokens & history, std::int32_t n_most) {
    Draft draft;
    drafter.propose(history, n_most, {}, draft);
    CHECK(draft.size() <= n_most);
    CHECK_EQUAL(draft.tokens.size(), draft.evidence.size());
    for (const std::uint8_t e : draft.evidence) CHECK(e < N_EVIDENCE);
    return draft.tokens;
}

TEST(a_conversation_that_goes_on_or_branches_is_drafted_as_if_it_were_new) {
    std::mt19937 random(6);
    CopyDrafter lasting;
    Tokens conversation = random_tokens(100, 6, 7);
    for (int turn = 0; turn < 40; ++turn) {
        if (turn % 3 == 2) conversation.resize(conversation.size() / 2);  // an edit of an earlier message
        const Tokens more = random_tokens(20 + random() % 30, 6, static_cast<std::uint32_t>(turn));
        conversation.insert(conversation.end(), more.begin(), more.end());
        CopyDrafter fresh;
        lasting.begin(conversation, {}, {});
        fresh.begin(conversation, {}, {});
        CHECK_EQUAL(proposed(lasting, conversation, 20), proposed(fresh, conversation, 20));
        conversation.push_back(3);
        lasting.accept(conversation, 1, 0);
        fresh.accept(conversation, 1, 0);
        CHECK_EQUAL(proposed(lasting, conversation, 20), proposed(fresh, conversation, 20));
    }
}

// Tokens of an answer that the drafter, asked before each, had not foreseen.
std::int32_t misses(Drafter & drafter, const Tokens & prompt, const Tokens & answer, const Tokens & prediction = {}) {
    Tokens history = prompt;
    history.push_back(answer.front());
    drafter.begin(history, {}, prediction);
    std::int32_t n = 0;
    for (std::size_t i = 1; i < answer.size(); ++i) {
        const Tokens draft = proposed(drafter, history, 8);
        n += draft.empty() || draft.front() != answer[i];
        history.push_back(answer[i]);
        drafter.accept(history, 1, 0);
    }
    return n;
}

// A file of 40 lines of 8 tokens: 1 begins a line, 900 is a name used in every fourth line, the rest is the line's own.
Tokens file_of_lines() {
    Tokens file;
    for (Token line = 0; line < 40; ++line) {
        file.push_back(1);
        for (Token i = 0; i < 6; ++i) file.push_back(i == 3 && line % 4 == 0 ? 900 : 10 + line * 6 + i);
        file.push_back(2);
    }
    return file;
}

Tokens joined(Tokens a, const Tokens & b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

TEST(a_copy_is_followed_after_three_tokens) {
    EditDrafter drafter;
    const Tokens file = file_of_lines();
    CHECK(misses(drafter, joined(file, {7, 8}), file) <= 2);
}

TEST(a_name_replaced_once_or_twice_is_replaced_ahead) {
    const Tokens file = file_of_lines();
    for (const Tokens & name : {Tokens{901}, Tokens{901, 902}, Tokens{901, 902, 903}, Tokens{}}) {
        Tokens answer;
        for (const Token token : file) {
            if (token == 900) {
                answer.insert(answer.end(), name.begin(), name.end());
            } else {
                answer.push_back(token);
            }
        }
        EditDrafter drafter;
        // two to find the place, then the first replacements and the way back
        CHECK(misses(drafter, joined(file, {7, 8}), answer) <= 2 + 2 * (std::ssize(name) + 2));
    }
}

TEST(something_inserted_after_each_mark_is_inserted_ahead) {
    const Tokens file = file_of_lines();
    Tokens answer;
    for (const Token token : file) {
        answer.push_back(token);
        if (token == 2) answer.insert(answer.end(), {801, 802});
    }
    EditDrafter drafter;
    CHECK(misses(drafter, joined(file, {7, 8}), answer) <= 10);
}

TEST(deleted_and_rewritten_lines_cost_a_few_tokens_each) {
    const Tokens file = file_of_lines();
    Tokens answer(file.begin(), file.begin() + 80);
    answer.insert(answer.end(), file.begin() + 104, file.begin() + 200);  // three lines deleted
    const Tokens rewritten = random_tokens(9, 50, 9);
    for (const Token token : rewritten) answer.push_back(700 + token);  // a line in other words
    answer.insert(answer.end(), file.begin() + 208, file.end());
    EditDrafter drafter;
    CHECK(misses(drafter, joined(file, {7, 8}), answer) <= 2 + 3 + 9 + 4);
}

TEST(moved_blocks_are_found_again) {
    const Tokens file = file_of_lines();
    Tokens answer(file.begin() + 160, file.end());
    answer.insert(answer.end(), file.begin(), file.begin() + 160);
    EditDrafter drafter;
    CHECK(misses(drafter, joined(file, {7, 8}), answer) <= 2 + 6);
}

TEST(an_edit_that_is_not_made_any_more_is_not_drafted_any_more) {
    const Tokens file = file_of_lines();
    Tokens answer;
    int n_seen = 0;
    for (const Token token : file) answer.push_back(token == 900 && ++n_seen <= 3 ? 901 : token);
    EditDrafter drafter;
    CHECK(misses(drafter, joined(file, {7, 8}), answer) <= 2 + 3 + 4);
}

TEST(a_prediction_is_followed_where_the_prompt_knows_nothing) {
    const Tokens file = file_of_lines();
    PredictionDrafter drafter;
    CHECK(misses(drafter, {5, 6, 7, 8}, file, file) <= 2);
    CHECK_EQUAL(misses(drafter, {5, 6, 7, 8}, Tokens{20, 30, 40, 50}), 3);  // nothing to follow, nothing proposed
}

TEST(text_that_is_nowhere_is_not_drafted) {
    EditDrafter drafter;
    const Tokens file = file_of_lines();
    Tokens history = joined(file, {7, 8});
    history.push_back(5000);
    drafter.begin(history, {}, {});
    for (Token i = 1; i < 50; ++i) {
        CHECK(proposed(drafter, history, 8).empty());
        history.push_back(5000 + i);
        drafter.accept(history, 1, 0);
    }
}

TEST(any_sequence_is_survived) {
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        const std::int32_t n_vocab = seed % 4 == 0 ? 2 : seed % 4 == 1 ? 4 : seed % 4 == 2 ? 12 : 60;
        const Tokens prompt = random_tokens(1 + seed % 120, n_vocab, seed);
        const Tokens answer = random_tokens(150, n_vocab, seed + 1000);
        EditDrafter edit;
        CopyDrafter copy;
        PredictionDrafter prediction;
        CHECK(misses(edit, prompt, answer) < 150);
        CHECK(misses(copy, prompt, answer) < 150);
        CHECK(misses(prediction, prompt, answer, random_tokens(seed % 90, n_vocab, seed + 2000)) < 150);
    }
}

std::vector<std::unique_ptr<Drafter>> lookups() {
    std::vector<std::unique_ptr<Drafter>> all;
    all.push_back(std::make_unique<CopyDrafter>());
    all.push_back(std::make_unique<EditDrafter>());
    all.push_back(std::make_unique<PredictionDrafter>());
    return all;
}

Tokens answer_of(Loop & loop, const Tokens & prompt, const SamplerConfig & config, Speculation mode, std::int32_t & n_accepted) {
    loop.begin(prompt, config, 80, {}, {mode, false, random_tokens(30, 14, 5)});
    while (loop.prefill() < std::ssize(prompt)) {
    }
    Tokens tokens;
    for (Finish end = Finish::NONE; end == Finish::NONE;) {
        const Round round = loop.decode_round();
        tokens.insert(tokens.end(), round.tokens.begin(), round.tokens.end());
        n_accepted += round.accepted;
        end = round.finish;
    }
    return tokens;
}

TEST(lookups_change_nothing_but_the_time) {
    MarkovTarget::Options options;
    options.spread = 4.0f;
    MarkovTarget plain_target(options), target(options);
    std::atomic<bool> cancelled{false};
    Loop plain(plain_target, cancelled, 16);
    Loop loop(target, cancelled, 16, lookups(), std::make_unique<EagerController>(7));
    std::int32_t n_none = 0, n_accepted = 0;
    for (std::uint64_t seed = 0; seed < 1500; ++seed) {
        SamplerConfig config;
        config.seed = seed;
        config.temperature = seed % 3 == 0 ? 0.0 : seed % 3 == 1 ? 0.7 : 1.3;
        config.repetition_penalty = seed % 5 == 0 ? 1.2 : 1.0;
        const Tokens prompt = random_tokens(10 + seed % 90, 14, static_cast<std::uint32_t>(seed));
        CHECK_EQUAL(answer_of(loop, prompt, config, Speculation::AUTO, n_accepted),
                    answer_of(plain, prompt, config, Speculation::OFF, n_none));
    }
    CHECK_EQUAL(n_none, 0);
    CHECK(n_accepted > 10000);  // or nothing was tested
}

}  // namespace

RUN_ALL_TESTS()
