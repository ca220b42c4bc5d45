// Prefill, cancel, errors, ends and the KV cache's bookkeeping, on a target that notices every stale cell.
#include <memory>
#include <thread>
#include <vector>

#include "check.h"
#include "fake_target.h"
#include "loop.h"
#include "scripted_drafters.h"

using namespace inglenook;

namespace {

std::vector<Token> counting(std::int32_t n, std::int32_t n_vocab = 14) {
    std::vector<Token> tokens;
    for (std::int32_t i = 0; i < n; ++i) tokens.push_back((i * 5 + 3) % n_vocab);
    return tokens;
}

SamplerConfig seeded(std::uint64_t seed = 1) {
    SamplerConfig c;
    c.seed = seed;
    return c;
}

// A target, a loop and the whole of an answer.
struct Bench {
    explicit Bench(const MarkovTarget::Options & options = {}, std::int32_t chunk = 8) : target(options), loop(target, cancelled, chunk) {
        target.abort_flag = &cancelled;
    }
    // With drafts of `guess`, `n_draft` of them each round.
    Bench(const MarkovTarget::Options & options, ScriptedDrafter::Guess guess, std::int32_t n_draft, std::int32_t width = 1)
        : target(options), loop(target, cancelled, 8, one(std::move(guess)),
                                std::make_unique<FixedController>(n_draft, width, &outcomes)) {
        target.abort_flag = &cancelled;
    }
    static std::vector<std::unique_ptr<Drafter>> one(ScriptedDrafter::Guess guess) {
        std::vector<std::unique_ptr<Drafter>> all;
        all.push_back(std::make_unique<ScriptedDrafter>(std::move(guess)));
        return all;
    }

    std::int32_t start(const std::vector<Token> & prompt, std::int32_t max_tokens = 0, std::vector<std::string> stop = {},
                       std::uint64_t seed = 1) {
        const std::int32_t cached = loop.begin(prompt, seeded(seed), max_tokens, std::move(stop));
        tokens.clear();
        text.clear();
        while (loop.prefill() < std::ssize(prompt) && !cancelled.load()) {
        }
        return cached;
    }
    Finish finish() {
        Finish end = Finish::NONE;
        while (end == Finish::NONE) {
            const Round round = loop.decode_round();
            tokens.insert(tokens.end(), round.tokens.begin(), round.tokens.end());
            text += round.text;
            end = round.finish;
            check_books();
        }
        return end;
    }
    void check_books() { CHECK_EQUAL(loop.cache().tokens(), target.cells); }

    std::atomic<bool> cancelled{false};
    std::vector<Outcome> outcomes;
    MarkovTarget target;
    Loop loop;
    std::vector<Token> tokens;
    std::string text;
};

MarkovTarget::Options endless() {
    MarkovTarget::Options o;
    o.end_logit = -100.0f;
    return o;
}

std::vector<Token> joined(std::vector<Token> a, const std::vector<Token> & b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

}  // namespace

TEST(prefill_goes_in_chunks_and_the_first_round_needs_no_decode) {
    Bench b(endless(), 8);
    const std::vector<Token> prompt = counting(20);
    CHECK_EQUAL(b.loop.begin(prompt, seeded(), 5, {}), 0);
    CHECK_EQUAL(b.loop.prefill(), 8);
    CHECK_EQUAL(b.loop.prefill(), 16);
    CHECK_EQUAL(b.loop.prefill(), 20);
    CHECK_EQUAL(b.loop.prefill(), 20);
    CHECK_EQUAL(b.target.n_decodes, 3);
    const Round first = b.loop.decode_round();
    CHECK_EQUAL(first.tokens.size(), 1u);
    CHECK_EQUAL(b.target.n_decodes, 3);
    (void) b.loop.decode_round();
    CHECK_EQUAL(b.target.n_decodes, 4);
    CHECK(b.finish() == Finish::LENGTH);
    // the last token is never decoded
    CHECK_EQUAL(b.target.decoded_tokens, 20 + 4);
    CHECK_EQUAL(b.target.n_rewinds, 0);
}

TEST(a_chunk_is_never_larger_than_the_batch) {
    MarkovTarget::Options options = endless();
    options.n_batch = 4;
    Bench b(options, 100);
    b.start(counting(11), 3);
    CHECK(b.finish() == Finish::LENGTH);
    CHECK_EQUAL(b.target.widths, (std::vector<std::int32_t>{4, 4, 3, 1, 1}));
}

TEST(a_follow_up_prefills_only_what_is_new) {
    Bench b(endless());
    const std::vector<Token> prompt = counting(30);
    CHECK_EQUAL(b.start(prompt, 10), 0);
    CHECK(b.finish() == Finish::LENGTH);
    const std::vector<Token> more = joined(joined(prompt, b.tokens), {1, 2, 3, 4});
    b.target.decoded_tokens = 0;
    // all but the last token of the answer is in the cache
    CHECK_EQUAL(b.start(more, 1), 39);
    CHECK_EQUAL(b.target.decoded_tokens, 5);
    CHECK_EQUAL(b.target.n_rewinds, 0);
}

TEST(the_same_prompt_again_keeps_all_but_its_last_token) {
    Bench b(endless());
    const std::vector<Token> prompt = counting(30);
    b.start(prompt, 10);
    CHECK(b.finish() == Finish::LENGTH);
    const std::vector<Token> tokens = b.tokens;
    CHECK_EQUAL(b.start(prompt, 10), 29);
    b.check_books();
    CHECK(b.finish() == Finish::LENGTH);
    CHECK_EQUAL(b.tokens, tokens);
}

TEST(the_longest_common_prefix_is_kept_and_the_rest_rewound_once) {
    Bench b(endless());
    b.start(counting(30), 5);
    CHECK(b.finish() == Finish::LENGTH);
    for (const std::size_t same : {29u, 17u, 1u, 0u}) {
        std::vector<Token> prompt = counting(30);
        for (std::size_t i = same; i < prompt.size(); ++i) prompt[i] = (prompt[i] + 1) % 14;
        Bench fresh(endless());
        fresh.start(prompt, 20);
        CHECK(fresh.finish() == Finish::LENGTH);
        b.start(counting(30), 5);
        const std::int32_t before = b.target.n_rewinds + b.target.n_clears;
        CHECK_EQUAL(b.start(prompt, 20), static_cast<std::int32_t>(same));
        CHECK_EQUAL(b.target.n_rewinds + b.target.n_clears, before + 1);
        CHECK(b.finish() == Finish::LENGTH);
        CHECK_EQUAL(b.tokens, fresh.tokens);
    }
    // a prompt that is a prefix of what is cached
    CHECK_EQUAL(b.start({counting(30)[0]}, 1), 0);
}

TEST(a_memory_that_cannot_rewind_starts_over_and_says_the_same) {
    MarkovTarget::Options options = endless();
    options.can_rewind = false;
    Bench b(options);
    Bench free(endless());
    b.start(counting(30), 10);
    CHECK(b.finish() == Finish::LENGTH);
    // going on needs no rewind
    CHECK_EQUAL(b.start(joined(joined(counting(30), b.tokens), {1, 2}), 5), 39);
    CHECK_EQUAL(b.target.n_clears, 0);
    CHECK(b.finish() == Finish::LENGTH);
    const std::vector<Token> other = joined(counting(12), {0, 0, 0});
    CHECK_EQUAL(b.start(other, 20), 0);
    CHECK_EQUAL(b.target.n_clears, 1);
    CHECK(b.finish() == Finish::LENGTH);
    free.start(other, 20);
    CHECK(free.finish() == Finish::LENGTH);
    CHECK_EQUAL(b.tokens, free.tokens);
}

TEST(drafts_on_a_memory_that_cannot_rewind_cost_time_but_no_text) {
    Bench plain(endless());
    plain.start(counting(20), 25);
    CHECK(plain.finish() == Finish::LENGTH);
    MarkovTarget::Options options = endless();
    options.can_rewind = false;
    Bench b(options, [](const auto &, std::int32_t n) { return std::vector<Token>(static_cast<std::size_t>(n), 3); }, 3);
    b.start(counting(20), 25);
    CHECK(b.finish() == Finish::LENGTH);
    CHECK_EQUAL(b.tokens, plain.tokens);
    CHECK(b.target.n_clears > 5);
}

TEST(a_sliding_window_is_trusted_only_where_it_still_reaches) {
    MarkovTarget::Options options = endless();
    options.window = 10;
    Bench b(options);
    Bench free(endless());
    const std::vector<Token> prompt = counting(60);
    b.start(prompt, 10);
    CHECK(b.finish() == Finish::LENGTH);
    // a little back is still in the window and its slack
    CHECK_EQUAL(b.start(joined(joined(prompt, {b.tokens[0], b.tokens[1], b.tokens[2], b.tokens[3]}), {0, 0}), 10), 64);
    CHECK_EQUAL(b.target.n_clears, 0);
    CHECK(b.finish() == Finish::LENGTH);
    // far back is not
    const std::vector<Token> other = joined(counting(20), {0, 1, 0});
    CHECK_EQUAL(b.start(other, 30), 0);
    CHECK_EQUAL(b.target.n_clears, 1);
    CHECK(b.finish() == Finish::LENGTH);
    free.start(other, 30);
    CHECK(free.finish() == Finish::LENGTH);
    CHECK_EQUAL(b.tokens, free.tokens);
}

TEST(cancel_between_prefill_chunks_keeps_what_was_done) {
    Bench b(endless());
    CHECK_EQUAL(b.loop.begin(counting(30), seeded(), 5, {}), 0);
    CHECK_EQUAL(b.loop.prefill(), 8);
    b.cancelled.store(true);
    CHECK_EQUAL(b.loop.prefill(), 8);
    CHECK_EQUAL(b.target.n_decodes, 1);
    const Round round = b.loop.decode_round();
    CHECK(round.finish == Finish::CANCELLED);
    CHECK(round.tokens.empty() && round.text.empty());
    b.check_books();
    // begin clears the flag, and the chunk is reused
    CHECK_EQUAL(b.start(counting(30), 5), 8);
    CHECK(b.finish() == Finish::LENGTH);
}

TEST(cancel_within_a_prefill_chunk_keeps_the_books_true) {
    Bench b(endless());
    b.target.on_decode = [&] { b.cancelled.store(b.target.n_decodes == 2); };
    CHECK_EQUAL(b.loop.begin(counting(30), seeded(), 5, {}), 0);
    CHECK_EQUAL(b.loop.prefill(), 8);
    CHECK_EQUAL(b.loop.prefill(), 12);  // half of the chunk stayed
    b.check_books();
    CHECK(b.loop.decode_round().finish == Finish::CANCELLED);
    b.target.on_decode = nullptr;
    CHECK_EQUAL(b.start(counting(30), 5), 12);
    CHECK(b.finish() == Finish::LENGTH);
    Bench fresh(endless());
    fresh.start(counting(30), 5);
    CHECK(fresh.finish() == Finish::LENGTH);
    CHECK_EQUAL(b.tokens, fresh.tokens);
}

TEST(cancel_within_a_round_hands_out_what_was_held_back) {
    Bench b(endless(), [](const auto &, std::int32_t n) { return std::vector<Token>(static_cast<std::size_t>(n), 3); }, 3);
    b.start(counting(10), 50, {"abcdefghijkl"});
    (void) b.loop.decode_round();
    const std::int32_t at = b.target.n_decodes + 3;
    b.target.on_decode = [&] { b.cancelled.store(b.target.n_decodes >= at); };
    CHECK(b.finish() == Finish::CANCELLED);
    b.check_books();
    CHECK_EQUAL(b.text.size(), b.tokens.size());
    b.target.on_decode = nullptr;
    b.start(counting(10), 4);
    CHECK(b.finish() == Finish::LENGTH);
}

TEST(an_abort_that_nobody_asked_for_is_an_error) {
    Bench b(endless());
    std::atomic<bool> someone{true};
    b.target.abort_flag = &someone;
    b.loop.begin(counting(10), seeded(), 5, {});
    CHECK_THROWS(b.loop.prefill(), "nobody cancelled");
    b.check_books();
    someone.store(false);
    b.start(counting(10), 5);
    someone.store(true);
    (void) b.loop.decode_round();
    CHECK_THROWS(b.loop.decode_round(), "nobody cancelled");
    CHECK_THROWS(b.loop.decode_round(), "has ended");
    b.check_books();
}

TEST(a_failed_decode_keeps_the_books_true_and_the_next_answer_is_right) {
    for (const bool loses_state : {false, true}) {
        for (std::int32_t fail_at = 1; fail_at < 12; ++fail_at) {
            MarkovTarget::Options options = endless();
            options.loses_state_on_fault = loses_state;
            Bench b(options, [](const auto &, std::int32_t n) { return std::vector<Token>(static_cast<std::size_t>(n), 2); }, 2);
            b.target.fail_at = fail_at;
            const std::string message = check::message_of([&] {
                b.start(counting(30), 30);
                (void) b.finish();
            });
            CHECK_EQUAL(message, std::string("the fake failed on purpose"));
            b.check_books();
            b.start(counting(30), 30);
            CHECK(b.finish() == Finish::LENGTH);
            Bench fresh(endless());
            fresh.start(counting(30), 30);
            CHECK(fresh.finish() == Finish::LENGTH);
            CHECK_EQUAL(b.tokens, fresh.tokens);
        }
    }
}

TEST(a_stop_string_cuts_text_and_tokens_wherever_drafts_end) {
    Bench whole(endless());
    whole.start(counting(10), 40);
    CHECK(whole.finish() == Finish::LENGTH);
    CHECK_EQUAL(whole.text.size(), 40u);
    for (std::size_t at = 0; at < 30; ++at) {
        const std::string stop = whole.text.substr(at, 5);
        const std::size_t cut = whole.text.find(stop);
        for (const std::int32_t n_draft : {0, 1, 4}) {
            const auto perfect = [&](const std::vector<Token> & history, std::int32_t n) {
                const auto from = whole.tokens.begin() + std::min(std::ssize(whole.tokens), std::ssize(history) - 10);
                return std::vector<Token>(from, from + std::min<std::ptrdiff_t>(n, whole.tokens.end() - from));
            };
            Bench b(endless(), perfect, n_draft);
            b.start(counting(10), 40, {stop});
            CHECK(b.finish() == Finish::STOP_STRING);
            CHECK_EQUAL(b.text, whole.text.substr(0, cut));
            CHECK_EQUAL(b.tokens, std::vector<Token>(whole.tokens.begin(), whole.tokens.begin() + static_cast<std::ptrdiff_t>(cut)));
            CHECK_THROWS(b.loop.decode_round(), "has ended");
        }
    }
}

TEST(an_end_of_generation_token_ends_silently_and_never_enters_the_cache) {
    MarkovTarget::Options options;
    options.end_logit = 1.0f;
    std::int32_t n_ended_in_a_draft = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Bench plain(options);
        plain.start(counting(10), 60, {}, seed);
        const Finish end = plain.finish();
        // proposes the truth, and then the end-of-generation token and more
        const auto perfect = [&](const std::vector<Token> & history, std::int32_t n) {
            std::vector<Token> draft;
            for (std::int32_t i = 0; i < n; ++i) {
                const std::size_t at = history.size() - 10 + static_cast<std::size_t>(i);
                draft.push_back(at < plain.tokens.size() ? plain.tokens[at] : 15);
            }
            return draft;
        };
        Bench b(options, perfect, 4);
        b.start(counting(10), 60, {}, seed);
        CHECK(b.finish() == end);
        CHECK_EQUAL(b.tokens, plain.tokens);
        for (const Bench * bench : {&plain, &b}) {
            for (const Token token : bench->target.cells) CHECK(!bench->target.is_end_of_generation(token));
            if (end == Finish::STOP_TOKEN && !bench->tokens.empty()) {
                CHECK_EQUAL(bench->target.cells, joined(counting(10), bench->tokens));
            }
        }
        n_ended_in_a_draft += end == Finish::STOP_TOKEN && plain.tokens.size() > 2;
    }
    CHECK(n_ended_in_a_draft > 10);
}

TEST(the_length_is_exact_whatever_is_drafted) {
    for (std::int32_t max_tokens = 1; max_tokens < 12; ++max_tokens) {
        Bench plain(endless());
        plain.start(counting(10), max_tokens);
        CHECK(plain.finish() == Finish::LENGTH);
        CHECK_EQUAL(std::ssize(plain.tokens), max_tokens);
        const auto perfect = [&](const std::vector<Token> & history, std::int32_t n) {
            std::vector<Token> draft;
            for (std::size_t at = history.size() - 10; at < plain.tokens.size() && std::ssize(draft) < n; ++at) {
                draft.push_back(plain.tokens[at]);
            }
            return draft;
        };
        Bench b(endless(), perfect, 4);
        b.start(counting(10), max_tokens);
        CHECK(b.finish() == Finish::LENGTH);
        CHECK_EQUAL(b.tokens, plain.tokens);
    }
}

TEST(a_full_context_ends_the_answer_and_every_position_is_used) {
    MarkovTarget::Options options = endless();
    options.n_ctx = 24;
    for (const std::int32_t n_prompt : {10, 23, 24}) {
        for (const std::int32_t n_draft : {0, 4}) {
            Bench b(options, [](const auto &, std::int32_t n) { return std::vector<Token>(static_cast<std::size_t>(n), 3); }, n_draft, 5);
            b.start(counting(n_prompt));
            CHECK(b.finish() == Finish::LENGTH);
            // every position holds a token, and one more was chosen after the last
            CHECK_EQUAL(std::ssize(b.tokens), 24 - n_prompt + 1);
        }
    }
}

TEST(the_controller_hears_what_each_round_did) {
    Bench plain(endless());
    plain.start(counting(10), 12);
    CHECK(plain.finish() == Finish::LENGTH);
    // right twice, then wrong
    const auto guess = [&](const std::vector<Token> & history, std::int32_t) {
        std::vector<Token> draft;
        for (std::size_t i = 0; i < 3; ++i) {
            const std::size_t at = history.size() - 10 + i;
            const Token truth = at < plain.tokens.size() ? plain.tokens[at] : 0;
            draft.push_back(i < 2 ? truth : (truth + 1) % 14);
        }
        return draft;
    };
    Bench b(endless(), guess, 3, 6);
    b.start(counting(10), 12);
    CHECK(b.finish() == Finish::LENGTH);
    CHECK_EQUAL(b.outcomes.front().width, 0);  // from the prefill's logits
    CHECK_EQUAL(b.outcomes.front().n_drafted, 0);
    std::int32_t n_emitted = 0;
    for (std::size_t i = 0; i < b.outcomes.size(); ++i) {
        const Outcome & o = b.outcomes[i];
        n_emitted += o.n_emitted;
        CHECK(o.total_ms >= o.draft_ms + o.decode_ms + o.sample_ms);
        if (i == 0 || i + 1 == b.outcomes.size()) continue;
        CHECK_EQUAL(o.width, 6);
        CHECK_EQUAL(o.n_drafted, 3);
        CHECK_EQUAL(o.n_accepted, 2);
        CHECK_EQUAL(o.n_emitted, 3);
        CHECK_EQUAL(o.n_cached, 10 + 3 * static_cast<std::int32_t>(i - 1));
    }
    CHECK_EQUAL(n_emitted, 12);
    // one pass a round after the first, two for the prompt: nothing is decoded again
    CHECK_EQUAL(b.target.n_decodes, 2 + static_cast<std::int32_t>(b.outcomes.size()) - 1);
}

TEST(bad_requests_say_why_and_change_nothing) {
    Bench b(endless());
    b.start(counting(10), 5);
    const std::vector<Token> before = b.target.cells;
    CHECK_THROWS(b.loop.begin({}, seeded(), 5, {}), "no tokens");
    CHECK_THROWS(b.loop.begin(counting(257), seeded(), 5, {}), "257 tokens; the context holds 256");
    CHECK_THROWS(b.loop.begin({1, 99}, seeded(), 5, {}), "token 99");
    CHECK_THROWS(b.loop.begin({-1}, seeded(), 5, {}), "token -1");
    CHECK_THROWS(b.loop.begin({1}, seeded(), -1, {}), "max_tokens is -1");
    CHECK_THROWS(b.loop.begin({1}, seeded(), 5, {""}), "stop string is empty");
    SamplerConfig bad;
    bad.top_k = -3;
    CHECK_THROWS(b.loop.begin({1}, bad, 5, {}), "top_k is -3");
    CHECK_EQUAL(b.target.cells, before);
    CHECK(b.finish() == Finish::LENGTH);  // the answer that had begun goes on
    CHECK_EQUAL(b.tokens.size(), 5u);
}

TEST(rounds_before_their_time_are_refused) {
    Bench b(endless());
    CHECK_THROWS(b.loop.decode_round(), "has ended");
    b.loop.begin(counting(20), seeded(), 5, {});
    CHECK_THROWS(b.loop.decode_round(), "call prefill");
    b.loop.prefill();
    CHECK_THROWS(b.loop.decode_round(), "call prefill");
    b.loop.prefill();
    b.loop.prefill();
    CHECK(b.finish() == Finish::LENGTH);
    CHECK_THROWS(Loop(b.target, b.cancelled, 0), "prefill_chunk_tokens is 0");
}

TEST(cancel_from_another_thread_ends_the_answer) {
    Bench b(endless());
    std::atomic<bool> is_decoding{false};
    b.target.on_decode = [&] {
        if (b.target.n_decodes < 5) return;
        is_decoding.store(true);
        while (!b.cancelled.load()) std::this_thread::yield();
    };
    std::thread other([&] {
        while (!is_decoding.load()) std::this_thread::yield();
        b.cancelled.store(true);
    });
    b.start(counting(10));
    CHECK(b.finish() == Finish::CANCELLED);
    other.join();
    CHECK_EQUAL(b.target.n_decodes, 5);
}

RUN_ALL_TESTS()
