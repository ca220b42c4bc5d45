// The draft model guesses with the target's noise, decodes nothing twice, and can neither change the text nor end it.
#include <memory>
#include <utility>
#include <vector>

#include "check.h"
#include "draft_model.h"
#include "fake_target.h"
#include "loop.h"
#include "scripted_drafters.h"

using namespace inglenook;

namespace {

MarkovTarget::Options endless() {
    MarkovTarget::Options options;
    options.end_logit = -100.0f;
    return options;
}

std::vector<Token> counting(std::int32_t n) {
    std::vector<Token> tokens;
    for (std::int32_t i = 0; i < n; ++i) tokens.push_back((i * 5 + 3) % 14);
    return tokens;
}

SamplerConfig untruncated(std::uint64_t seed = 1) {
    SamplerConfig config;
    config.temperature = 1.0;
    config.top_k = 0;
    config.top_p = 1.0;
    config.min_p = 0.0;
    config.seed = seed;
    return config;
}

std::vector<SamplerConfig> chains() {
    std::vector<SamplerConfig> all(4, untruncated());
    all[1].temperature = 0.0;
    all[2] = SamplerConfig{};
    all[3].repetition_penalty = 1.4;
    all[3].presence_penalty = 0.6;
    all[3].penalty_last_n = 5;
    return all;
}

struct Answer {
    std::vector<Token> tokens;
    Finish finish = Finish::NONE;
};

Answer answer_to(Loop & loop, const std::vector<Token> & prompt, const SamplerConfig & config, std::int32_t max_tokens) {
    loop.begin(prompt, config, max_tokens, {});
    while (loop.prefill() < std::ssize(prompt)) {
    }
    Answer answer;
    while (answer.finish == Finish::NONE) {
        const Round round = loop.decode_round();
        answer.tokens.insert(answer.tokens.end(), round.tokens.begin(), round.tokens.end());
        answer.finish = round.finish;
    }
    return answer;
}

// A target with a draft model of its own; -1 for a new random draft length each round.
struct Pair {
    Pair(const MarkovTarget::Options & large, const MarkovTarget::Options & small, std::int32_t n_draft)
        : target(large), small_target(small), loop(target, cancelled, 8, drafters(), std::make_unique<FixedController>(n_draft, 1, &outcomes)) {
        target.abort_flag = &cancelled;
        small_target.abort_flag = &cancelled;
    }
    std::vector<std::unique_ptr<Drafter>> drafters() {
        std::vector<std::unique_ptr<Drafter>> all;
        auto own = std::make_unique<DraftModel>(small_target, target.n_vocab(), cancelled, 8);
        draft_model = own.get();
        all.push_back(std::move(own));
        return all;
    }
    [[nodiscard]] std::int32_t drafted() const {
        std::int32_t n = 0;
        for (const Outcome & outcome : outcomes) n += outcome.n_drafted;
        return n;
    }
    [[nodiscard]] std::int32_t accepted() const {
        std::int32_t n = 0;
        for (const Outcome & outcome : outcomes) n += outcome.n_accepted;
        return n;
    }
    void check_books() const { CHECK_EQUAL(draft_model->cache().tokens(), small_target.cells); }

    std::atomic<bool> cancelled{false};
    std::vector<Outcome> outcomes;
    MarkovTarget target;
    MarkovTarget small_target;
    DraftModel * draft_model = nullptr;
    Loop loop;
};

Answer truth_of(const MarkovTarget::Options & options, const std::vector<Token> & prompt, const SamplerConfig & config,
                std::int32_t max_tokens) {
    MarkovTarget target(options);
    std::atomic<bool> cancelled{false};
    Loop plain(target, cancelled, 8);
    return answer_to(plain, prompt, config, max_tokens);
}

// A draft model without a loop: what it proposes is never verified.
struct Alone {
    explicit Alone(const MarkovTarget::Options & options = endless(), std::int32_t chunk = 8)
        : target(options), draft_model(target, options.n_vocab, cancelled, chunk) {
        target.abort_flag = &cancelled;
    }
    Draft propose(const std::vector<Token> & history, std::int32_t n, const KeepDrafting & keep = {}) {
        Draft draft;
        draft_model.propose(history, n, keep, draft);
        CHECK_EQUAL(draft.tokens.size(), draft.evidence.size());
        CHECK_EQUAL(draft_model.cache().tokens(), target.cells);
        n_decoded = std::exchange(target.decoded_tokens, 0);
        std::swap(widths, target.widths);
        target.widths.clear();
        return draft;
    }

    std::atomic<bool> cancelled{false};
    MarkovTarget target;
    DraftModel draft_model;
    std::vector<std::int32_t> widths;  // of the latest proposal
    std::int32_t n_decoded = 0;        // likewise
};

std::vector<Token> joined(std::vector<Token> a, const std::vector<Token> & b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

}  // namespace

TEST(the_same_model_as_its_own_draft_is_always_right_also_when_sampling) {
    for (SamplerConfig config : chains()) {
        for (config.seed = 0; config.seed < 30; ++config.seed) {
            Pair pair(endless(), endless(), 4);
            const Answer answer = answer_to(pair.loop, counting(9), config, 60);
            CHECK_EQUAL(answer.tokens, truth_of(endless(), counting(9), config, 60).tokens);
            CHECK(pair.drafted() >= 44);
            CHECK_EQUAL(pair.accepted(), pair.drafted());
        }
    }
}

TEST(a_similar_model_is_mostly_right_when_sampling_because_it_shares_the_noise) {
    MarkovTarget::Options similar = endless();
    similar.spread = 1.8f;
    std::int32_t drafted = 0;
    std::int32_t accepted = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        Pair pair(endless(), similar, 4);
        (void) answer_to(pair.loop, counting(9), untruncated(seed), 100);
        drafted += pair.drafted();
        accepted += pair.accepted();
    }
    CHECK(accepted > drafted * 4 / 5);
}

TEST(any_other_model_leaves_the_text_as_it_is) {
    std::vector<MarkovTarget::Options> others(5);
    others[0].order = 3;
    others[1].order = 1;
    others[1].n_vocab = 12;  // some ids of the target it does not have
    others[2].n_vocab = 20;  // and some the target does not have
    others[3].n_ctx = 30;
    others[3].order = 1;
    others[4].order = 1;
    others[4].window = 12;
    for (std::size_t i = 0; i < others.size(); ++i) {
        Pair pair({}, others[i], -1);
        std::vector<SamplerConfig> all = chains();
        for (std::uint64_t seed = 0; seed < 1000; ++seed) {
            SamplerConfig & config = all[seed % all.size()];
            config.seed = seed;
            auto prompt = counting(static_cast<std::int32_t>(3 + seed % 5));
            for (Token & token : prompt) token %= 11;
            const Answer truth = truth_of({}, prompt, config, 40);
            const Answer answer = answer_to(pair.loop, prompt, config, 40);
            CHECK_EQUAL(answer.tokens, truth.tokens);
            CHECK_EQUAL(answer.finish, truth.finish);
            pair.check_books();
        }
        CHECK(pair.drafted() > 1000);
        CHECK(pair.accepted() > 100 && pair.accepted() < pair.drafted());
    }
}

TEST(nothing_is_decoded_twice) {
    MarkovTarget::Options similar = endless();
    similar.spread = 1.6f;
    std::int32_t n_full = 0;
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        Pair pair(endless(), similar, 3);
        const auto prompt = counting(9);
        pair.loop.begin(prompt, untruncated(seed), 60, {});
        while (pair.loop.prefill() < std::ssize(prompt)) {
        }
        CHECK_EQUAL(pair.loop.decode_round().drafted, 0);  // the first token comes from the prefill
        CHECK_EQUAL(pair.small_target.decoded_tokens, 0);
        Round round;
        std::int32_t n_behind = 10;  // the prompt and the first token
        while (round.finish == Finish::NONE) {
            const std::int32_t before = pair.small_target.decoded_tokens;
            round = pair.loop.decode_round();
            if (round.drafted == 0) break;
            // the tokens it has not seen, and every drafted one but the last
            CHECK_EQUAL(pair.small_target.decoded_tokens - before, n_behind + round.drafted - 1);
            n_behind = round.accepted == round.drafted ? 2 : 1;
            n_full += n_behind == 2;
            pair.check_books();
        }
    }
    CHECK(n_full > 30);
}

TEST(it_catches_up_when_asked_in_chunks_and_knows_the_cost) {
    Alone alone;
    alone.draft_model.measure();
    CHECK(alone.target.cells.empty());
    alone.target.widths.clear();
    alone.draft_model.begin(counting(20), untruncated(), {});
    CHECK(alone.target.widths.empty());
    const DraftCost far_behind = alone.draft_model.cost(counting(20));
    CHECK(far_behind.start_ms > 0.0 && far_behind.each_ms > 0.0);
    (void) alone.propose(counting(20), 3);
    CHECK_EQUAL(alone.widths, (std::vector<std::int32_t>{8, 8, 4, 1, 1}));
    // other drafters work
    const auto longer = counting(47);
    alone.draft_model.accept(longer, 27, 0);
    CHECK_EQUAL(alone.target.decoded_tokens, 0);
    CHECK(alone.draft_model.cost(longer).start_ms > 0.0);
    (void) alone.propose(longer, 1);
    CHECK_EQUAL(alone.widths, (std::vector<std::int32_t>{8, 8, 8, 3}));
    CHECK(alone.draft_model.cost(joined(longer, {1})).start_ms == 0.0);
    // asked again for the same: only the newest token, for its row
    (void) alone.propose(longer, 1);
    CHECK_EQUAL(alone.widths, (std::vector<std::int32_t>{1}));
}

TEST(its_cache_is_kept_between_answers) {
    Alone alone;
    alone.draft_model.begin(counting(20), untruncated(), {});
    (void) alone.propose(counting(20), 4);
    alone.draft_model.begin(counting(24), untruncated(2), {});
    (void) alone.propose(counting(24), 1);
    CHECK_EQUAL(alone.n_decoded, 4);
    // another branch of the conversation
    const auto branch = joined(counting(10), {1, 1, 1});
    alone.draft_model.begin(branch, untruncated(3), {});
    (void) alone.propose(branch, 1);
    CHECK_EQUAL(alone.n_decoded, 3);
}

TEST(it_asks_before_each_token_but_the_first) {
    Alone alone;
    alone.draft_model.begin(counting(9), untruncated(), {});
    std::vector<std::int32_t> asked;
    const Draft draft = alone.propose(counting(9), 8, [&](const Draft & so_far) {
        asked.push_back(so_far.size());
        return so_far.size() < 3;
    });
    CHECK_EQUAL(draft.size(), 3);
    CHECK_EQUAL(asked, (std::vector<std::int32_t>{1, 2, 3}));
    CHECK_EQUAL(alone.widths, (std::vector<std::int32_t>{8, 1, 1, 1}));
}

TEST(a_cancel_while_drafting_returns_what_there_is) {
    for (const std::int32_t at : {1, 2, 3, 5}) {
        Alone alone;
        alone.draft_model.begin(counting(9), untruncated(), {});
        alone.target.on_decode = [&] {
            if (alone.target.n_decodes == at) alone.cancelled.store(true);
        };
        const Draft draft = alone.propose(counting(9), 8);
        CHECK_EQUAL(draft.size(), at < 2 ? 0 : at - 2);  // the prompt takes two
        alone.cancelled.store(false);
        alone.target.on_decode = {};
        CHECK_EQUAL(alone.propose(counting(9), 8).size(), 8);
    }
    Pair pair(endless(), endless(), 4);
    pair.small_target.on_decode = [&] {
        if (pair.small_target.n_decodes == 9) pair.cancelled.store(true);
    };
    CHECK(answer_to(pair.loop, counting(9), untruncated(), 60).finish == Finish::CANCELLED);
    pair.check_books();
    pair.small_target.on_decode = {};
    CHECK_EQUAL(answer_to(pair.loop, counting(12), untruncated(), 60).tokens,
                truth_of(endless(), counting(12), untruncated(), 60).tokens);
}

TEST(a_smaller_context_is_filled_and_no_more) {
    MarkovTarget::Options small = endless();
    small.n_ctx = 30;
    Pair pair(endless(), small, 4);
    CHECK_EQUAL(answer_to(pair.loop, counting(9), untruncated(), 100).tokens,
                truth_of(endless(), counting(9), untruncated(), 100).tokens);
    CHECK(pair.drafted() >= 15 && pair.drafted() <= 22);
    CHECK_EQUAL(pair.accepted(), pair.drafted());
    CHECK(std::ssize(pair.small_target.cells) <= 30);
    CHECK_EQUAL(pair.draft_model->cost(counting(40)).each_ms, 0.0);
    // the next answer begins with a shorter text
    pair.outcomes.clear();
    (void) answer_to(pair.loop, counting(5), untruncated(), 20);
    CHECK(pair.drafted() > 10);
}

TEST(ids_that_only_one_vocabulary_has_are_never_drafted) {
    MarkovTarget::Options larger = endless();
    larger.n_vocab = 40;
    Pair pair(endless(), larger, 4);
    (void) answer_to(pair.loop, counting(9), untruncated(), 100);
    CHECK(pair.drafted() > 60);
    MarkovTarget::Options smaller = endless();
    smaller.n_vocab = 8;
    Alone alone(smaller);
    alone.draft_model.begin(counting(3), untruncated(), {});
    CHECK_EQUAL(alone.propose({3, 1, 9}, 4).size(), 0);
    CHECK(alone.propose({3, 1, 6}, 4).size() > 0);
}

TEST(what_ends_the_answer_is_not_drafted_nor_what_would_follow) {
    MarkovTarget::Options options;
    options.end_logit = 100.0f;
    Alone alone(options);
    alone.draft_model.begin(counting(9), untruncated(), {});
    CHECK_EQUAL(alone.propose(counting(9), 4).size(), 0);
    CHECK_EQUAL(alone.widths, (std::vector<std::int32_t>{8, 1}));
}

TEST(a_failure_costs_its_state_and_two_of_them_its_voice_in_this_answer) {
    const Answer truth = truth_of(endless(), counting(9), untruncated(), 60);
    Pair pair(endless(), endless(), 4);
    pair.small_target.fail_at = 7;
    CHECK_EQUAL(answer_to(pair.loop, counting(9), untruncated(), 60).tokens, truth.tokens);
    CHECK(pair.drafted() > 30);
    pair.check_books();
    // from now on every decode fails
    pair.small_target.on_decode = [&] { pair.small_target.fail_at = pair.small_target.n_decodes; };
    pair.outcomes.clear();
    const std::int32_t before = pair.small_target.n_decodes;
    CHECK_EQUAL(answer_to(pair.loop, counting(9), untruncated(), 60).tokens, truth.tokens);
    CHECK_EQUAL(pair.drafted(), 0);
    CHECK_EQUAL(pair.small_target.n_decodes - before, 2);
    pair.small_target.on_decode = {};
    (void) answer_to(pair.loop, counting(9), untruncated(), 60);
    CHECK(pair.drafted() > 40);
}

TEST(a_model_that_cannot_go_back_falls_silent) {
    MarkovTarget::Options stuck = endless();
    stuck.can_rewind = false;
    stuck.order = 3;
    Pair pair(endless(), stuck, 4);
    CHECK_EQUAL(answer_to(pair.loop, counting(9), untruncated(), 60).tokens,
                truth_of(endless(), counting(9), untruncated(), 60).tokens);
    CHECK(pair.drafted() <= 12);
    pair.check_books();
}

TEST(evidence_rises_with_the_probability_of_the_choice) {
    CHECK_EQUAL(DraftModel::confidence(0.0), 0);
    CHECK_EQUAL(DraftModel::confidence(1.0), DraftModel::N_CONFIDENCES - 1);
    for (double p = 0.0; p < 1.0; p += 0.001) CHECK(DraftModel::confidence(p) <= DraftModel::confidence(p + 0.001));
    // greedy, and a single likely token
    Alone alone;
    SamplerConfig greedy;
    greedy.temperature = 0.0;
    for (const SamplerConfig & config : {greedy, untruncated(4), SamplerConfig{}}) {
        alone.draft_model.begin(counting(9), config, {});
        const Draft draft = alone.propose(counting(9), 6);
        std::vector<Token> before = counting(9);
        for (std::int32_t i = 0; i < draft.size(); ++i) {
            const Token token = draft.tokens[static_cast<std::size_t>(i)];
            const std::vector<float> row = alone.target.logits_after(before);
            const double scale = config.temperature > 0.0 ? 1.0 / config.temperature : 1.0;
            double sum = 0.0;
            for (const float logit : row) sum += std::exp(static_cast<double>(logit) * scale);
            const double p = std::exp(static_cast<double>(row[static_cast<std::size_t>(token)]) * scale) / sum;
            CHECK_EQUAL(static_cast<std::int32_t>(draft.evidence[static_cast<std::size_t>(i)]), DraftModel::confidence(p));
            before.push_back(token);
        }
    }
}

RUN_ALL_TESTS()
