// Tests of whether counts fit probabilities. All seeds are fixed, so a test that passes passes always.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

namespace statistics {

struct Fit {
    double chi_square = 0.0;
    int degrees = 0;  // of freedom
};

// Cells with fewer than five expected counts are taken together.
inline Fit fit(const std::vector<std::int64_t> & counts, const std::vector<double> & probabilities) {
    double n = 0.0;
    for (const std::int64_t c : counts) n += static_cast<double>(c);
    Fit result;
    double rare_count = 0.0;
    double rare_expected = 0.0;
    int cells = 0;
    const auto add = [&](double count, double expected) {
        result.chi_square += (count - expected) * (count - expected) / expected;
        ++cells;
    };
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double expected = n * probabilities[i];
        if (expected >= 5.0) {
            add(static_cast<double>(counts[i]), expected);
        } else {
            rare_count += static_cast<double>(counts[i]);
            rare_expected += expected;
        }
    }
    if (rare_expected > 0.5) {
        add(rare_count, rare_expected);
    } else if (rare_count > 3.0 * rare_expected + 5.0) {
        result.chi_square += 1e9;  // what should not happen happened
    }
    result.degrees = cells - 1;
    return result;
}

// The fit as a standard normal variable (Wilson and Hilferty); 0 when there is nothing to compare.
inline double z_score(const Fit & f) {
    if (f.degrees < 1) return f.chi_square >= 1e9 ? 1e9 : 0.0;
    const double k = f.degrees;
    const double spread = 2.0 / (9.0 * k);
    return (std::cbrt(f.chi_square / k) - (1.0 - spread)) / std::sqrt(spread);
}

// One-sided bound on z for `n_tests` tests that together raise a false alarm with probability 0.001.
inline double bonferroni_z(int n_tests) {
    const double p = 0.001 / n_tests;
    double low = 0.0;
    double high = 10.0;
    for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2.0;
        (0.5 * std::erfc(middle / std::sqrt(2.0)) > p ? low : high) = middle;
    }
    return high;
}

}  // namespace statistics
