#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "check.h"
#include "kernels.h"
#include "noise.h"
#include "statistics.h"

using namespace inglenook;

namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

std::vector<float> random_row(std::int32_t n, std::mt19937 & random, bool has_oddities) {
    std::normal_distribution<float> normal(0.0f, 6.0f);
    std::vector<float> row(static_cast<std::size_t>(n));
    for (float & x : row) x = normal(random);
    if (has_oddities) {
        for (int i = 0; i < 5; ++i) row[random() % row.size()] = kNan;
        for (int i = 0; i < 5; ++i) row[random() % row.size()] = -kInf;
    }
    return row;
}

bool same_bits(const std::vector<float> & a, const std::vector<float> & b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

const std::vector<std::int32_t> kSizes = {1, 2, 15, 16, 17, 127, 128, 129, 255, 256, 1000, 4099};

}  // namespace

TEST(every_variant_gives_the_same_bits) {
    std::mt19937 random(1);
    CHECK(!runnable_kernels().empty());
    for (const std::int32_t n : kSizes) {
        for (const bool has_oddities : {false, true}) {
            const std::vector<float> row = random_row(n, random, has_oddities);
            const auto run = [&](const Kernels & k) {
                std::vector<float> maxima(static_cast<std::size_t>(n_blocks(n)));
                std::vector<float> margins(maxima.size());
                k.block_maxima(row.data(), n, maxima.data());
                k.noise_margins(row.data(), n, 77u, 123456789u, 987654321u, 1.7f, 12.5f, margins.data());
                maxima.insert(maxima.end(), margins.begin(), margins.end());
                maxima.push_back(static_cast<float>(k.mass_sum(row.data(), n, 20.0f)));
                return maxima;
            };
            const std::vector<float> first = run(*runnable_kernels().front());
            for (const Kernels * variant : runnable_kernels()) CHECK(same_bits(run(*variant), first));
        }
    }
}

TEST(block_maxima_are_the_largest_numbers) {
    std::mt19937 random(2);
    for (const std::int32_t n : kSizes) {
        const std::vector<float> row = random_row(n, random, true);
        std::vector<float> maxima(static_cast<std::size_t>(n_blocks(n)));
        kernels().block_maxima(row.data(), n, maxima.data());
        for (std::size_t b = 0; b < maxima.size(); ++b) {
            float best = -kInf;
            for (std::size_t i = b * kBlock; i < std::min(row.size(), (b + 1) * kBlock); ++i) {
                if (row[i] > best) best = row[i];
            }
            CHECK_EQUAL(maxima[b], best);
        }
    }
}

TEST(mass_is_the_exponential_to_seven_digits) {
    for (float delta = 0.0f; delta > -90.0f; delta -= 0.0137f) {
        const double exact = std::exp(static_cast<double>(delta));
        const double mass = kernels().mass(delta);
        CHECK(std::abs(mass - exact) <= 4e-7 * exact + 0x1.0p-34);
        CHECK_EQUAL(mass * 0x1.0p34, std::round(mass * 0x1.0p34));
    }
    CHECK_EQUAL(kernels().mass(0.0f), 1.0);
    CHECK_EQUAL(kernels().mass(kNan), 0.0);
    CHECK_EQUAL(kernels().mass(-kInf), 0.0);
    CHECK_EQUAL(kernels().mass(-1e30f), 0.0);
}

TEST(mass_sums_are_exact_in_any_order) {
    std::mt19937 random(3);
    std::vector<float> row = random_row(5000, random, true);
    const double sum = kernels().mass_sum(row.data(), 5000, 21.0f);
    std::shuffle(row.begin(), row.end(), random);
    CHECK_EQUAL(kernels().mass_sum(row.data(), 5000, 21.0f), sum);
    double one_by_one = 0.0;
    for (const float x : row) one_by_one += kernels().mass(x - 21.0f);
    CHECK_EQUAL(one_by_one, sum);
}

TEST(noise_margins_never_miss_a_token_that_beats_the_bound) {
    std::mt19937 random(4);
    for (int trial = 0; trial < 300; ++trial) {
        const std::int32_t n = 1 + static_cast<std::int32_t>(random() % 700);
        const std::vector<float> row = random_row(n, random, false);
        const NoiseKey key = noise_key(random(), trial);
        const double temperature = 0.05 + static_cast<double>(random() % 200) / 100.0;
        const double bound = static_cast<double>(random() % 600) / 10.0 - 20.0;
        const double log2e = 1.4426950408889634;
        std::vector<float> margins(static_cast<std::size_t>(n_blocks(n)));
        kernels().noise_margins(row.data(), n, 5u, key.high_a, key.high_b, static_cast<float>(log2e / temperature),
                                static_cast<float>(bound * log2e), margins.data());
        const double slack = 0.001 + std::abs(bound * log2e) * 0x1.0p-20;
        for (std::int32_t i = 0; i < n; ++i) {
            const double score = row[static_cast<std::size_t>(i)] / temperature + gumbel(key, 5 + i);
            if (score > bound) CHECK(margins[static_cast<std::size_t>(i / kBlock)] >= -slack);
        }
    }
}

TEST(noise_is_uniform_in_token_position_and_seed) {
    constexpr int kBins = 256;
    const double limit = statistics::bonferroni_z(5 * 3);
    const std::vector<double> flat(kBins, 1.0 / kBins);
    // the top byte, a middle one and the lowest of the 52 bits
    for (const int shift : {44, 24, 0}) {
        const auto count = [&](auto uniform_of) {
            std::vector<std::int64_t> counts(kBins, 0);
            for (std::uint64_t i = 0; i < 400000; ++i) {
                ++counts[(static_cast<std::uint64_t>(uniform_of(i) * 0x1.0p52) >> shift) % kBins];
            }
            return statistics::z_score(statistics::fit(counts, flat));
        };
        CHECK(count([](std::uint64_t i) { return noise_uniform(noise_key(1, 2), static_cast<Token>(i)); }) < limit);
        CHECK(count([](std::uint64_t i) { return noise_uniform(noise_key(1, static_cast<std::int32_t>(i)), 42); }) < limit);
        CHECK(count([](std::uint64_t i) { return noise_uniform(noise_key(i, 7), 42); }) < limit);
        CHECK(count([](std::uint64_t i) { return noise_uniform(noise_key(i << 40, 7), 42); }) < limit);
        CHECK(count([](std::uint64_t i) {
                  const auto n = static_cast<std::int32_t>(i);
                  return noise_uniform(noise_key(9, n), n);
              }) < limit);
    }
}

TEST(neighbouring_noise_is_independent) {
    // pairs in 16 x 16 cells: of tokens, positions, seeds next to each other, and of the two words of one uniform
    constexpr int kSide = 16;
    const std::vector<double> flat(kSide * kSide, 1.0 / (kSide * kSide));
    const double limit = statistics::bonferroni_z(6);
    const auto z_of = [&](auto pair_of) {
        std::vector<std::int64_t> counts(kSide * kSide, 0);
        for (std::uint64_t i = 0; i < 500000; ++i) {
            const auto [a, b] = pair_of(i);
            ++counts[static_cast<std::size_t>(a * kSide) * kSide + static_cast<std::size_t>(b * kSide)];
        }
        return statistics::z_score(statistics::fit(counts, flat));
    };
    const auto at = [](std::uint64_t seed, std::uint64_t position, std::uint64_t token) {
        return noise_uniform(noise_key(seed, static_cast<std::int32_t>(position)), static_cast<Token>(token));
    };
    using Pair = std::pair<double, double>;
    CHECK(z_of([&](std::uint64_t i) { return Pair{at(3, i / 1000, i % 1000), at(3, i / 1000, i % 1000 + 1)}; }) < limit);
    CHECK(z_of([&](std::uint64_t i) { return Pair{at(3, i / 1000, i % 1000), at(3, i / 1000 + 1, i % 1000)}; }) < limit);
    CHECK(z_of([&](std::uint64_t i) { return Pair{at(i, 5, 6), at(i + 1, 5, 6)}; }) < limit);
    CHECK(z_of([&](std::uint64_t i) { return Pair{at(3, i / 1000, i % 1000), at(3, i / 1000 + 1, i % 1000 + 1)}; }) < limit);
    CHECK(z_of([&](std::uint64_t i) { return Pair{at(i, i, 6), at(i + 1, i + 1, 6)}; }) < limit);
    CHECK(z_of([&](std::uint64_t i) {
              const double u = at(8, i / 1000, i % 1000) * 0x1.0p32;
              return Pair{u * 0x1.0p-32, u - std::floor(u)};
          }) < limit);
}

TEST(gumbel_has_its_mean_and_variance) {
    double sum = 0.0;
    double squares = 0.0;
    constexpr int kDraws = 1000000;
    for (int i = 0; i < kDraws; ++i) {
        const double g = gumbel(noise_key(11, i / 1000), i % 1000);
        CHECK(std::isfinite(g));
        sum += g;
        squares += g * g;
    }
    const double mean = sum / kDraws;
    CHECK(std::abs(mean - 0.5772156649) < 0.006);
    CHECK(std::abs(squares / kDraws - mean * mean - 1.6449340668) < 0.02);
}

RUN_ALL_TESTS()
