// The text is a function of seed and model: the same with any drafter, any draft length, any width, or none, and it
// has the model's distribution. The mutants of CMakeLists.txt show that these tests see the mistakes they are for.
#include <memory>
#include <random>
#include <vector>

#include "check.h"
#include "fake_target.h"
#include "loop.h"
#include "sampler_reference.h"
#include "scripted_drafters.h"
#include "statistics.h"

using namespace inglenook;

namespace {

struct Answer {
    std::vector<Token> tokens;
    std::string text;
    Finish finish = Finish::NONE;
    std::int32_t drafted = 0;
    std::int32_t accepted = 0;
};

Answer finish_answer(Loop & loop) {
    Answer answer;
    while (answer.finish == Finish::NONE) {
        const Round round = loop.decode_round();
        answer.tokens.insert(answer.tokens.end(), round.tokens.begin(), round.tokens.end());
        answer.text += round.text;
        answer.finish = round.finish;
        answer.drafted += round.drafted;
        answer.accepted += round.accepted;
    }
    return answer;
}

Answer answer_to(Loop & loop, const std::vector<Token> & prompt, const SamplerConfig & config, std::int32_t max_tokens,
                 const std::vector<std::string> & stop = {}) {
    loop.begin(prompt, config, max_tokens, stop);
    while (loop.prefill() < static_cast<std::int32_t>(prompt.size())) {
    }
    return finish_answer(loop);
}

// A loop with one drafter that may look at the true answer.
struct Speculator {
    enum class Kind { PERFECT, ADVERSARIAL, RANDOM, HALF };

    Speculator(const MarkovTarget::Options & options, Kind kind, std::int32_t n_draft, std::int32_t width)
        : target(options), loop(target, cancelled, 5, drafters(options.n_vocab, kind),
                                std::make_unique<FixedController>(n_draft, width)) {}

    std::vector<std::unique_ptr<Drafter>> drafters(std::int32_t n_vocab, Kind kind) {
        std::vector<std::unique_ptr<Drafter>> all;
        all.push_back(std::make_unique<ScriptedDrafter>([this, n_vocab, kind](const auto & history, std::int32_t n) {
            std::vector<Token> draft;
            for (std::int32_t i = 0; i < n; ++i) {
                const std::size_t at = history.size() + static_cast<std::size_t>(i);
                const Token truth = at < truth_.size() ? truth_[at] : 0;
                const auto other = static_cast<Token>((static_cast<std::uint32_t>(truth) + 1 + random_() % 3) %
                                                      static_cast<std::uint32_t>(n_vocab));
                switch (kind) {
                    case Kind::PERFECT: draft.push_back(truth); break;
                    case Kind::ADVERSARIAL: draft.push_back(other); break;
                    case Kind::RANDOM: draft.push_back(static_cast<Token>(random_() % static_cast<std::uint32_t>(n_vocab))); break;
                    case Kind::HALF: draft.push_back(random_() % 3 != 0 ? truth : other); break;
                }
            }
            return draft;
        }));
        return all;
    }

    Answer run(const std::vector<Token> & prompt, const SamplerConfig & config, std::int32_t max_tokens,
               const Answer & truth) {
        truth_ = prompt;
        truth_.insert(truth_.end(), truth.tokens.begin(), truth.tokens.end());
        return answer_to(loop, prompt, config, max_tokens);
    }

    std::atomic<bool> cancelled{false};
    MarkovTarget target;
    std::vector<Token> truth_;
    std::mt19937 random_{1};
    Loop loop;
};

std::vector<SamplerConfig> chains() {
    std::vector<SamplerConfig> all(5);
    all[1].temperature = 0.0;
    all[2].temperature = 1.0;
    all[2].top_k = 0;
    all[2].top_p = 1.0;
    all[2].min_p = 0.0;
    all[3].temperature = 1.2;
    all[3].repetition_penalty = 1.4;
    all[3].presence_penalty = 0.6;
    all[3].penalty_last_n = 5;
    all[4].temperature = 1.5;
    all[4].top_k = 6;
    all[4].typical_p = 0.9;
    all[4].min_p = 0.0;
    return all;
}

}  // namespace

TEST(ten_thousand_seeds_give_the_same_text_whatever_is_drafted) {
    MarkovTarget::Options options;
    options.n_vocab = 12;
    MarkovTarget target(options);
    std::atomic<bool> cancelled{false};
    Loop plain(target, cancelled, 5);
    using Kind = Speculator::Kind;
    std::vector<std::unique_ptr<Speculator>> speculators;
    for (const auto & [kind, n_draft, width] : {std::tuple{Kind::PERFECT, 4, 1}, {Kind::ADVERSARIAL, 3, 1}, {Kind::RANDOM, -1, 1},
                                                {Kind::HALF, -1, 8}, {Kind::HALF, 5, 1}}) {
        speculators.push_back(std::make_unique<Speculator>(options, kind, n_draft, width));
    }
    const std::vector<Token> prompt = {1, 2, 3, 4, 5, 6, 7};
    std::vector<SamplerConfig> all = chains();
    std::vector<std::int32_t> drafted(speculators.size(), 0);
    std::vector<std::int32_t> accepted(speculators.size(), 0);
    for (std::uint64_t seed = 0; seed < 10000; ++seed) {
        SamplerConfig & config = all[seed % all.size()];
        config.seed = seed;
        const Answer truth = answer_to(plain, prompt, config, 16);
        for (std::size_t i = 0; i < speculators.size(); ++i) {
            Speculator & s = *speculators[i];
            const Answer answer = s.run(prompt, config, 16, truth);
            CHECK_EQUAL(answer.tokens, truth.tokens);
            CHECK_EQUAL(answer.text, truth.text);
            CHECK_EQUAL(answer.finish, truth.finish);
            CHECK_EQUAL(s.loop.cache().tokens(), s.target.cells);
            drafted[i] += answer.drafted;
            accepted[i] += answer.accepted;
        }
    }
    CHECK(accepted[0] > drafted[0] * 99 / 100);  // perfect, but for what it proposes after the end
    CHECK_EQUAL(accepted[1], 0);                 // adversarial
    CHECK(accepted[2] > 0 && accepted[2] < drafted[2] / 2);
    CHECK(accepted[3] > drafted[3] / 4 && accepted[3] < drafted[3]);
}

TEST(the_text_has_the_models_distribution_with_and_without_drafts) {
    MarkovTarget::Options options;
    options.n_vocab = 8;
    options.order = 1;
    options.end_logit = -100.0f;  // texts of full length, so that every cell fills
    constexpr std::int32_t kLength = 40;
    constexpr std::uint64_t kSeeds = 2500;
    std::vector<SamplerConfig> all = chains();
    std::erase_if(all, [](const SamplerConfig & c) {
        // penalties look further back than one token; greedy has no distribution
        return c.temperature == 0.0 || c.repetition_penalty != 1.0;
    });
    const double limit = statistics::bonferroni_z(2 * static_cast<int>(all.size()) * options.n_vocab * 2);
    MarkovTarget model(options);
    SamplerReference reference;
    for (SamplerConfig config : all) {
        for (const bool has_drafts : {false, true}) {
            // counts of what follows each token; and, for independence, of what follows it two further on
            using Counts = std::vector<std::vector<std::int64_t>>;
            Counts next(8, std::vector<std::int64_t>(8, 0));
            Counts after_next = next;
            Speculator s(options, Speculator::Kind::RANDOM, has_drafts ? 3 : 0, 1);
            for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
                config.seed = seed;
                const std::vector<Token> prompt = {0, static_cast<Token>(seed % 7)};
                const Answer answer = s.run(prompt, config, kLength, {});
                CHECK_EQUAL(std::ssize(answer.tokens), kLength);
                Token last = prompt.back();
                Token before_last = -1;
                for (const Token token : answer.tokens) {
                    ++next[static_cast<std::size_t>(last)][static_cast<std::size_t>(token)];
                    if (before_last >= 0) ++after_next[static_cast<std::size_t>(before_last)][static_cast<std::size_t>(token)];
                    before_last = last;
                    last = token;
                }
            }
            std::vector<std::vector<double>> p;
            for (Token token = 0; token < 8; ++token) {
                const std::vector<float> row = model.logits_after(std::vector<Token>{token});
                p.push_back(reference.probabilities(config, row, {}));
            }
            for (std::size_t token = 0; token < 7; ++token) {
                CHECK(statistics::z_score(statistics::fit(next[token], p[token])) < limit);
                std::vector<double> two_on(8, 0.0);
                for (std::size_t middle = 0; middle < 8; ++middle) {
                    for (std::size_t last = 0; last < 8; ++last) two_on[last] += p[token][middle] * p[middle][last];
                }
                CHECK(statistics::z_score(statistics::fit(after_next[token], two_on)) < limit);
            }
        }
    }
}

TEST(fixed_width_passes_all_have_that_width_and_change_nothing) {
    MarkovTarget::Options options;
    MarkovTarget target(options);
    std::atomic<bool> cancelled{false};
    Loop plain(target, cancelled, 5);
    const std::vector<Token> prompt = {1, 2, 3};
    SamplerConfig config;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        config.seed = seed;
        const Answer truth = answer_to(plain, prompt, config, 30);
        for (const std::int32_t n_draft : {0, 3, -1}) {
            Speculator s(options, Speculator::Kind::HALF, n_draft, 6);
            const Answer answer = s.run(prompt, config, 30, truth);
            CHECK_EQUAL(answer.tokens, truth.tokens);
            for (std::size_t i = 1; i < s.target.widths.size(); ++i) CHECK_EQUAL(s.target.widths[i], 6);
        }
    }
}

RUN_ALL_TESTS()
