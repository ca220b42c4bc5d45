#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include "check.h"
#include "sampler.h"
#include "sampler_reference.h"
#include "statistics.h"

using namespace inglenook;

namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();

SamplerConfig off() {
    SamplerConfig c;
    c.temperature = 1.0;
    c.top_k = 0;
    c.top_p = 1.0;
    c.min_p = 0.0;
    return c;
}

std::vector<SamplerConfig> chains() {
    std::vector<SamplerConfig> all;
    const auto add = [&](auto change) {
        SamplerConfig c = off();
        change(c);
        all.push_back(c);
    };
    all.push_back(SamplerConfig{});
    add([](SamplerConfig & c) { c.temperature = 0.0; });
    add([](SamplerConfig &) {});
    add([](SamplerConfig & c) { c.temperature = 0.3; });
    add([](SamplerConfig & c) { c.temperature = 1.5; });
    add([](SamplerConfig & c) { c.temperature = 0.01; });
    add([](SamplerConfig & c) { c.top_k = 1; });
    add([](SamplerConfig & c) { c.top_k = 7; });
    add([](SamplerConfig & c) { c.top_k = 100000; });
    add([](SamplerConfig & c) { c.top_p = 0.5; });
    add([](SamplerConfig & c) { c.top_p = 0.9; });
    add([](SamplerConfig & c) { c.top_p = 0.0; });
    add([](SamplerConfig & c) { c.min_p = 0.1; });
    add([](SamplerConfig & c) { c.min_p = 1.0; });
    add([](SamplerConfig & c) { c.top_p = 0.9, c.min_p = 0.02; });
    add([](SamplerConfig & c) { c.typical_p = 0.8; });
    add([](SamplerConfig & c) { c.top_k = 30, c.typical_p = 0.7, c.top_p = 0.9, c.min_p = 0.01, c.temperature = 0.8; });
    add([](SamplerConfig & c) { c.repetition_penalty = 1.3; });
    add([](SamplerConfig & c) { c.presence_penalty = 0.9, c.penalty_last_n = -1, c.temperature = 0.5; });
    add([](SamplerConfig & c) { c.repetition_penalty = 0.8, c.penalty_last_n = 3, c.top_k = 12, c.top_p = 0.8; });
    add([](SamplerConfig & c) { c.temperature = 0.0, c.repetition_penalty = 1.5, c.presence_penalty = -0.5; });
    return all;
}

// Rows from peaked to flat, some with ties and infinities, sizes beside the kernels' blocks.
std::vector<float> random_row(std::mt19937 & random) {
    const std::int32_t sizes[] = {1, 2, 40, 127, 128, 129, 700, 1500};
    std::vector<float> row(static_cast<std::size_t>(sizes[random() % 8]));
    std::normal_distribution<float> normal(0.0f, 0.2f + static_cast<float>(random() % 60) / 10.0f);
    for (float & x : row) x = normal(random);
    if (random() % 4 == 0) {
        for (float & x : row) x = std::round(x);  // many ties
    }
    if (random() % 4 == 0) {
        for (std::size_t i = 0; i < row.size() / 3; ++i) row[random() % row.size()] = -kInf;
        row[random() % row.size()] = 1.0f;
    }
    return row;
}

std::vector<Token> random_history(std::size_t n_vocab, std::mt19937 & random) {
    std::vector<Token> history;
    for (std::size_t i = 0; i < random() % 90; ++i) history.push_back(static_cast<Token>(random() % n_vocab));
    return history;
}

}  // namespace

TEST(every_chain_chooses_what_its_definition_chooses) {
    std::mt19937 random(1);
    int n_compared = 0;
    int n_near = 0;
    SamplerReference reference;
    for (int trial = 0; trial < 300; ++trial) {
        std::vector<float> row = random_row(random);
        const std::vector<Token> history = random_history(row.size(), random);
        for (SamplerConfig config : chains()) {
            config.seed = random();
            Sampler sampler(config, static_cast<std::int32_t>(row.size()));
            const Token expected = reference.choose(config, row, history, trial);
            // float64 and the sampler's exponential may part where the last token kept is a toss-up
            ++n_compared;
            if (reference.margin < 2e-6) {
                ++n_near;
                continue;
            }
            CHECK_EQUAL(sampler.choose(row, history, trial), expected);
        }
    }
    CHECK(n_near < n_compared / 5);
}

TEST(the_fast_path_chooses_what_the_slow_path_chooses_bit_for_bit) {
    std::mt19937 random(2);
    // The sampler's own exponential, exact sums: no toss-up is left, for tokens in order of likelihood
    SamplerReference slow([](double x) { return kernels().mass(static_cast<float>(x)); });
    for (int trial = 0; trial < 300; ++trial) {
        std::vector<float> row = random_row(random);
        const std::vector<Token> history = random_history(row.size(), random);
        for (SamplerConfig config : chains()) {
            if (config.typical_p < 1.0) continue;
            config.seed = random();
            for (const Kernels * variant : runnable_kernels()) {
                Sampler sampler(config, static_cast<std::int32_t>(row.size()), *variant);
                const Token chosen = sampler.choose(row, history, trial);
                const Token expected = slow.choose(config, row, history, trial);
                // shares are divided by their total in the reference, compared times it in the sampler
                if (slow.margin > 1e-13) CHECK_EQUAL(chosen, expected);
            }
        }
    }
}

TEST(a_whole_vocabulary_is_sampled_as_slowly_and_quickly_alike) {
    std::mt19937 random(3);
    SamplerReference slow([](double x) { return kernels().mass(static_cast<float>(x)); });
    for (int trial = 0; trial < 12; ++trial) {
        std::vector<float> row(152064);
        std::normal_distribution<float> normal(0.0f, trial % 3 == 0 ? 0.1f : 2.5f);
        for (float & x : row) x = normal(random);
        if (trial % 2 == 0) row[random() % row.size()] = 18.0f;
        for (SamplerConfig config : {SamplerConfig{}, off(), [] {
                                         SamplerConfig c = off();
                                         c.top_p = 0.95;
                                         return c;
                                     }()}) {
            config.seed = random();
            Sampler sampler(config, 152064);
            CHECK_EQUAL(sampler.choose(row, {}, trial), slow.choose(config, row, {}, trial));
        }
    }
}

TEST(sampled_tokens_have_the_exact_distribution) {
    std::mt19937 random(4);
    std::vector<float> row(24);
    std::normal_distribution<float> normal(0.0f, 1.5f);
    for (float & x : row) x = normal(random);
    const std::vector<Token> history = {3, 3, 8, 1, 20, 8};
    SamplerReference reference;
    const std::vector<SamplerConfig> all = chains();
    const double limit = statistics::bonferroni_z(static_cast<int>(all.size()) * 2);
    for (SamplerConfig config : all) {
        if (config.temperature == 0.0) continue;
        const std::vector<double> p = reference.probabilities(config, row, history);
        // over positions of one seed, and over seeds at one position
        std::vector<std::int64_t> by_position(row.size(), 0);
        std::vector<std::int64_t> by_seed(row.size(), 0);
        config.seed = 99;
        Sampler one_seed(config, 24);
        for (std::int32_t i = 0; i < 60000; ++i) {
            ++by_position[static_cast<std::size_t>(one_seed.choose(row, history, i))];
            if (i >= 20000) continue;
            config.seed = static_cast<std::uint64_t>(i);
            Sampler sampler(config, 24);
            ++by_seed[static_cast<std::size_t>(sampler.choose(row, history, 5))];
        }
        CHECK(statistics::z_score(statistics::fit(by_position, p)) < limit);
        CHECK(statistics::z_score(statistics::fit(by_seed, p)) < limit);
    }
}

TEST(the_same_seed_and_position_choose_the_same_and_others_do_not) {
    std::vector<float> row(1000, 0.0f);
    SamplerConfig config = off();
    config.seed = 5;
    Sampler a(config, 1000);
    Sampler b(config, 1000);
    config.seed = 6;
    Sampler other(config, 1000);
    int n_equal_positions = 0;
    int n_equal_seeds = 0;
    for (std::int32_t i = 0; i < 200; ++i) {
        const Token chosen = a.choose(row, {}, i);
        CHECK_EQUAL(b.choose(row, {}, i), chosen);
        n_equal_positions += a.choose(row, {}, i + 1) == chosen;
        n_equal_seeds += other.choose(row, {}, i) == chosen;
    }
    CHECK(n_equal_positions < 5);
    CHECK(n_equal_seeds < 5);
}

TEST(greedy_takes_the_first_of_equals) {
    SamplerConfig config;
    config.temperature = 0.0;
    for (const std::int32_t n : {3, 128, 300, 4096}) {
        std::vector<float> row(static_cast<std::size_t>(n), 1.0f);
        row[0] = 0.5f;
        Sampler sampler(config, n);
        CHECK_EQUAL(sampler.choose(row, {}, 0), 1);
        row.back() = 2.0f;
        CHECK_EQUAL(sampler.choose(row, {}, 0), n - 1);
    }
}

TEST(the_row_is_left_as_it_was) {
    SamplerConfig config;
    config.repetition_penalty = 1.7;
    config.presence_penalty = 0.3;
    std::mt19937 random(6);
    std::vector<float> row = random_row(random);
    const std::vector<float> before = row;
    const std::vector<Token> history = random_history(row.size(), random);
    Sampler sampler(config, static_cast<std::int32_t>(row.size()));
    (void) sampler.choose(row, history, 3);
    CHECK(row == before);
}

TEST(a_row_without_a_finite_logit_is_an_error_in_every_chain) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    for (const SamplerConfig & config : chains()) {
        for (const float value : {nan, -kInf}) {
            std::vector<float> row(300, value);
            Sampler sampler(config, 300);
            CHECK_THROWS(sampler.choose(row, {}, 0), "no finite logit");
        }
        std::vector<float> row(300, 0.0f);
        row[17] = kInf;
        Sampler sampler(config, 300);
        CHECK_THROWS(sampler.choose(row, {}, 0), "no finite logit");
    }
}

TEST(a_not_a_number_among_numbers_is_never_chosen) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    for (SamplerConfig config : chains()) {
        std::vector<float> row(300, 0.0f);
        for (std::size_t i = 0; i < 300; i += 2) row[i] = nan;
        Sampler sampler(config, 300);
        for (std::int32_t position = 0; position < 30; ++position) {
            CHECK_EQUAL(sampler.choose(row, {}, position) % 2, 1);
        }
    }
}

TEST(values_out_of_range_are_named) {
    const auto refused = [](auto change) {
        return check::message_of([&] {
            SamplerConfig c;
            change(c);
            c.validate();
        });
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(refused([](SamplerConfig &) {}).empty());
    CHECK(refused([](SamplerConfig & c) { c.temperature = -0.1; }).starts_with("temperature is -0.1"));
    CHECK(refused([&](SamplerConfig & c) { c.temperature = nan; }).starts_with("temperature is nan"));
    CHECK(refused([](SamplerConfig & c) { c.top_k = -1; }).starts_with("top_k is -1"));
    CHECK(refused([](SamplerConfig & c) { c.top_p = 1.01; }).starts_with("top_p is 1.01"));
    CHECK(refused([](SamplerConfig & c) { c.min_p = -1; }).starts_with("min_p is -1"));
    CHECK(refused([](SamplerConfig & c) { c.typical_p = 2; }).starts_with("typical_p is 2"));
    CHECK(refused([](SamplerConfig & c) { c.repetition_penalty = 0; }).starts_with("repetition_penalty is 0"));
    CHECK(refused([](SamplerConfig & c) { c.presence_penalty = INFINITY; }).starts_with("presence_penalty is inf"));
    CHECK(refused([](SamplerConfig & c) { c.penalty_last_n = -2; }).starts_with("penalty_last_n is -2"));
}

RUN_ALL_TESTS()
