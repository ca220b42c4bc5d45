// What the lookup drafters promise: edits followed with few misses, the same drafts however a conversation came to be,
// and a text that does not depend on them.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <random>
#include <set>
#include <vector>

#include "check.h"
#include "copy_drafter.h"
#include "eager_controller.h"
#include "edit_drafter.h"
#include "fake_target.h"
#include "loop.h"

using namespace inglenook;

namespace {

using Tokens = std::vector<Token>;

Tokens random_text(std::size_t n, std::uint32_t n_vocab, std::uint32_t seed) {
    std::mt19937 random(seed);
    Tokens text;
    for (std::size_t i = 0; i < n; ++i) text.push_back(static_cast<Token>(random() % n_vocab));
    return text;
}

Tokens joined(Tokens a, const Tokens & b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

Tokens part(const Tokens & text, std::ptrdiff_t begin, std::ptrdiff_t end) { return {text.begin() + begin, text.begin() + end}; }

// Of `n_lines` lines: NEWLINE, INDENT, then words as a language has them, a few very common. NAME in every sixth line.
constexpr Token NEWLINE = 1, INDENT = 2, NAME = 3;
Tokens source(std::int32_t n_lines, std::uint32_t seed) {
    std::mt19937 random(seed);
    Tokens text;
    for (std::int32_t line = 0; line < n_lines; ++line) {
        text.insert(text.end(), {NEWLINE, INDENT});
        const auto n_words = 5 + random() % 8;
        for (std::uint32_t i = 0; i < n_words; ++i) {
            const bool is_common = random() % 2 == 0;
            text.push_back(static_cast<Token>(is_common ? 10 + random() % 12 : 100 + random() % 800));
            if (i == 2 && line % 6 == 0) text.push_back(NAME);
        }
    }
    return text;
}

const Tokens QUESTION{5, 6, 7, 8, 9};

Draft proposed(Drafter & drafter, const Tokens & history, std::int32_t n_most) {
    Draft draft;
    drafter.propose(history, n_most, {}, draft);
    CHECK(draft.size() <= n_most);
    CHECK_EQUAL(draft.tokens.size(), draft.evidence.size());
    for (const std::uint8_t e : draft.evidence) CHECK(e < N_EVIDENCE);
    return draft;
}

// Rounds that drafts of 63 tokens leave, less one for the answer's end: each is a token that was not foreseen.
std::int32_t misses(Drafter & drafter, const Tokens & prompt, const Tokens & answer, const Tokens & prediction = {}) {
    Tokens history = prompt;
    history.push_back(answer.front());
    drafter.begin(history, {}, prediction);
    std::int32_t n = 0;
    for (std::size_t at = 1; at < answer.size();) {
        const Draft draft = proposed(drafter, history, 63);
        std::size_t right = 0;
        while (right < draft.tokens.size() && at + right < answer.size() && draft.tokens[right] == answer[at + right]) ++right;
        const bool is_missed = right < 63 && at + right < answer.size();
        n += is_missed;
        const std::size_t n_new = std::min(right + 1, answer.size() - at);
        history.insert(history.end(), answer.begin() + static_cast<std::ptrdiff_t>(at),
                       answer.begin() + static_cast<std::ptrdiff_t>(at + n_new));
        drafter.accept(history, static_cast<std::int32_t>(n_new), static_cast<std::int32_t>(std::min(right, n_new)));
        at += n_new;
    }
    return n;
}

std::int32_t edit_misses(const Tokens & file, const Tokens & answer) {
    EditDrafter drafter;
    return misses(drafter, joined(file, QUESTION), answer);
}

Tokens replaced(const Tokens & file, Token old, const Tokens & by) {
    Tokens text;
    for (const Token token : file) {
        if (token == old) text.insert(text.end(), by.begin(), by.end());
        else text.push_back(token);
    }
    return text;
}

// Every line begins alike and half the words are common, so a place is sure after about five tokens.
constexpr std::int32_t TO_FIND = 6;

TEST(a_copy_is_found_after_a_few_tokens) {
    std::int32_t n = 0;
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const Tokens file = source(60, seed);
        const std::int32_t m = edit_misses(file, file);
        CHECK(m <= 9);
        n += m;
    }
    CHECK(n <= 20 * TO_FIND);
}

TEST(a_rename_is_repeated_after_it_was_seen_once_or_twice) {
    std::int32_t n = 0;
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const Tokens file = source(60, seed);  // ten names
        for (const Tokens & name : {Tokens{2001}, Tokens{2001, 2002}, Tokens{2001, 2002, 2003}}) {
            const std::int32_t m = edit_misses(file, replaced(file, NAME, name));
            CHECK(m <= TO_FIND + 3 * (std::ssize(name) + 1));
            n += m - static_cast<std::int32_t>(std::ssize(name));
        }
    }
    CHECK(n <= 60 * (TO_FIND + 3));
}

TEST(a_name_that_is_deleted_everywhere_is_foreseen) {
    std::int32_t n = 0;
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const Tokens file = source(60, seed);
        n += edit_misses(file, replaced(file, NAME, {}));
    }
    CHECK(n <= 20 * (TO_FIND + 2));
}

TEST(an_insertion_after_each_line_and_another_indentation_are_repeated) {
    std::int32_t inserting = 0, indenting = 0;
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const Tokens file = source(60, seed);  // sixty lines
        inserting += edit_misses(file, replaced(file, NEWLINE, {2001, NEWLINE}));
        indenting += edit_misses(file, replaced(file, INDENT, {2004}));
    }
    CHECK(inserting <= 20 * (TO_FIND + 5));
    CHECK(indenting <= 20 * (TO_FIND + 1));
}

TEST(one_new_token_that_is_never_the_same_costs_two_misses) {
    // as a type after each parameter: what is inserted cannot be known, the way back can
    std::int32_t n = 0;
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const Tokens file = source(60, seed);
        Tokens answer;
        Token hint = 3000;
        for (const Token token : file) {
            answer.push_back(token);
            if (token == NAME) answer.push_back(hint++);
        }
        n += edit_misses(file, answer);
    }
    CHECK(n <= 20 * (TO_FIND + 10 * 2));
}

TEST(deleted_inserted_and_rewritten_lines_cost_their_own_tokens_and_two_more) {
    std::int32_t n = 0;
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const Tokens file = source(60, seed);
        const Tokens fresh = random_text(12, 500, seed + 100);
        Tokens answer = part(file, 0, 150);
        for (const Token token : fresh) answer.push_back(4000 + token);  // inserted: 12
        answer = joined(answer, part(file, 150, 300));
        answer = joined(answer, part(file, 340, 450));  // deleted: 40
        for (const Token token : fresh) answer.push_back(5000 + token);  // rewritten: 10 by 12
        answer = joined(answer, part(file, 460, std::ssize(file)));
        n += edit_misses(file, answer);
    }
    CHECK(n <= 20 * (TO_FIND + 12 + 2 + 3 + 12 + 2));
}

TEST(moved_blocks_cost_a_few_misses_each) {
    std::int32_t n = 0;
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const Tokens file = source(60, seed);
        Tokens answer = part(file, 300, std::ssize(file));
        answer = joined(answer, part(file, 120, 300));
        answer = joined(answer, part(file, 0, 120));
        n += edit_misses(file, answer);
    }
    CHECK(n <= 20 * (TO_FIND + 4 + 4));
}

TEST(a_rename_that_stops_is_soon_not_drafted_any_more) {
    for (std::uint32_t seed = 0; seed < 10; ++seed) {
        const Tokens file = source(120, seed);  // twenty names
        Tokens answer;
        std::int32_t n_seen = 0;
        for (const Token token : file) answer.push_back(token == NAME && ++n_seen <= 6 ? 2001 : token);
        CHECK(edit_misses(file, answer) <= TO_FIND + 4 + 6);
    }
}

TEST(a_prediction_is_followed_from_its_beginning_behind_a_fence_and_through_edits) {
    const Tokens file = source(60, 1);
    PredictionDrafter drafter;
    CHECK(misses(drafter, QUESTION, file, file) <= 1);
    CHECK(misses(drafter, QUESTION, joined({6001, 6002}, file), file) <= 4);
    CHECK(misses(drafter, QUESTION, replaced(file, NAME, {2001, 2002}), file) <= 8);
    // nothing was predicted, and what was is not followed any longer
    CHECK_EQUAL(misses(drafter, QUESTION, part(file, 0, 50)), 49);
}

TEST(the_newest_of_two_copies_is_continued) {
    // a conversation that holds the file twice, edited the second time
    const Tokens file = source(40, 3);
    const Tokens edited = replaced(file, NAME, {2001});
    EditDrafter drafter;
    CHECK(misses(drafter, joined(joined(joined(file, QUESTION), edited), QUESTION), edited) <= 5);
}

TEST(a_draft_begins_with_what_is_sure_to_come) {
    // or drafting has silently stopped
    const Tokens file = source(60, 1);
    EditDrafter edit;
    CopyDrafter copy;
    PredictionDrafter prediction;
    Tokens history = joined(file, QUESTION);
    history = joined(history, part(file, 0, 200));
    for (Drafter * drafter : {static_cast<Drafter *>(&edit), static_cast<Drafter *>(&copy), static_cast<Drafter *>(&prediction)}) {
        const Tokens begin = part(history, 0, std::ssize(history) - 199);
        drafter->begin(begin, {}, file);
        drafter->accept(history, 199, 0);
        const Draft draft = proposed(*drafter, history, 63);
        CHECK_EQUAL(draft.tokens, part(file, 200, 263));
    }
}

TEST(what_is_nowhere_in_the_reference_is_never_proposed) {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        const Tokens prompt = random_text(1 + seed * 3, 2 + seed, seed);
        const Tokens answer = random_text(120, 2 + seed / 2, seed + 1000);
        const Tokens prediction = random_text(seed * 2, 2 + seed, seed + 2000);
        EditDrafter edit;
        CopyDrafter copy;
        PredictionDrafter predicted;
        for (Drafter * drafter : {static_cast<Drafter *>(&edit), static_cast<Drafter *>(&copy), static_cast<Drafter *>(&predicted)}) {
            Tokens history = prompt;
            std::set<Token> known(prompt.begin(), prompt.end());
            known.insert(prediction.begin(), prediction.end());
            drafter->begin(history, {}, prediction);
            for (const Token token : answer) {
                for (const Token t : proposed(*drafter, history, 1 + static_cast<std::int32_t>(seed % 64)).tokens) CHECK(known.contains(t));
                history.push_back(token);
                known.insert(token);
                drafter->accept(history, 1, 0);
            }
        }
    }
}

TEST(tokens_fed_one_by_one_or_many_at_once_give_the_same_drafts) {
    const Tokens file = source(60, 5);
    const Tokens answer = replaced(file, NAME, {2001, 2002});
    EditDrafter one, many;
    Tokens history = joined(joined(file, QUESTION), {answer.front()});
    Tokens fed_one = history;
    one.begin(history, {}, {});
    many.begin(history, {}, {});
    std::mt19937 random(1);
    for (std::size_t at = 1; at < answer.size();) {
        const std::size_t n = std::min<std::size_t>(1 + random() % 40, answer.size() - at);
        for (std::size_t i = 0; i < n; ++i, ++at) {
            fed_one.push_back(answer[at]);
            (void) proposed(one, history, 20);  // asking changes nothing
            one.accept(fed_one, 1, 0);
        }
        history = fed_one;
        many.accept(history, static_cast<std::int32_t>(n), 0);
        const Draft a = proposed(one, history, 63), b = proposed(many, history, 63);
        CHECK_EQUAL(a.tokens, b.tokens);
        CHECK_EQUAL(a.evidence, b.evidence);
    }
}

TEST(a_conversation_that_goes_on_is_cut_or_branches_is_drafted_as_if_it_were_new) {
    std::mt19937 random(6);
    EditDrafter edit;
    CopyDrafter copy;
    Tokens conversation = source(30, 7);
    for (std::uint32_t turn = 0; turn < 40; ++turn) {
        if (turn % 3 == 2) conversation.resize(conversation.size() / 2);  // an earlier message is edited
        if (turn % 7 == 6) conversation = source(20, turn);               // another conversation
        conversation = joined(conversation, turn % 2 == 0 ? source(4, turn / 2) : random_text(30, 8, turn));
        EditDrafter fresh_edit;
        CopyDrafter fresh_copy;
        for (Drafter * drafter : {static_cast<Drafter *>(&edit), static_cast<Drafter *>(&copy), static_cast<Drafter *>(&fresh_edit),
                                  static_cast<Drafter *>(&fresh_copy)}) {
            drafter->begin(conversation, {}, {});
        }
        for (std::int32_t i = 0; i < 30; ++i) {
            CHECK_EQUAL(proposed(edit, conversation, 40).tokens, proposed(fresh_edit, conversation, 40).tokens);
            CHECK_EQUAL(proposed(edit, conversation, 40).evidence, proposed(fresh_edit, conversation, 40).evidence);
            CHECK_EQUAL(proposed(copy, conversation, 40).tokens, proposed(fresh_copy, conversation, 40).tokens);
            CHECK_EQUAL(proposed(copy, conversation, 40).evidence, proposed(fresh_copy, conversation, 40).evidence);
            conversation.push_back(conversation[random() % conversation.size()]);
            for (Drafter * drafter : {static_cast<Drafter *>(&edit), static_cast<Drafter *>(&copy), static_cast<Drafter *>(&fresh_edit),
                                      static_cast<Drafter *>(&fresh_copy)}) {
                drafter->accept(conversation, 1, 0);
            }
        }
    }
}

TEST(a_prompt_that_goes_on_is_indexed_from_where_it_was) {
    EditCursor cursor;
    const Tokens text = source(200, 1);
    cursor.begin(std::span(text).first(1000), false);
    CHECK_EQUAL(cursor.n_indexed(), std::size_t{1000});
    cursor.begin(std::span(text).first(1300), false);
    CHECK_EQUAL(cursor.n_indexed(), std::size_t{1300});
}

Tokens answer_of(Loop & loop, const Tokens & prompt, const SamplerConfig & config, bool is_strict, std::int32_t & n_accepted) {
    loop.begin(prompt, config, 70, {}, {Speculation::AUTO, is_strict, random_text(30, 14, 5)});
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

TEST(the_text_is_the_same_with_each_of_them_and_with_none) {
    MarkovTarget::Options options;
    options.spread = 4.0f;
    for (std::int32_t which = 0; which < 3; ++which) {
        MarkovTarget plain_target(options), target(options);
        std::atomic<bool> cancelled{false};
        std::vector<std::unique_ptr<Drafter>> drafters;
        if (which == 0) drafters.push_back(std::make_unique<CopyDrafter>());
        if (which == 1) drafters.push_back(std::make_unique<EditDrafter>());
        if (which == 2) drafters.push_back(std::make_unique<PredictionDrafter>());
        Loop plain(plain_target, cancelled, 16);
        Loop loop(target, cancelled, 16, std::move(drafters), std::make_unique<EagerController>(9));
        std::int32_t n_none = 0, n_accepted = 0;
        for (std::uint64_t seed = 0; seed < 400; ++seed) {
            SamplerConfig config;
            config.seed = seed;
            config.temperature = seed % 3 == 0 ? 0.0 : seed % 3 == 1 ? 0.7 : 1.3;
            config.repetition_penalty = seed % 5 == 0 ? 1.2 : 1.0;
            const Tokens prompt = random_text(10 + seed % 90, 14, static_cast<std::uint32_t>(seed));
            const bool is_strict = seed % 4 == 3;
            CHECK_EQUAL(answer_of(loop, prompt, config, is_strict, n_accepted), answer_of(plain, prompt, config, is_strict, n_none));
        }
        CHECK_EQUAL(n_none, 0);
        CHECK(n_accepted > 200);  // or nothing was tested
    }
}

}  // namespace

RUN_ALL_TESTS()
