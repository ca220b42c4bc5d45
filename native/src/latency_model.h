// What a pass of the target takes: T(width, KV length, threads). Measured points, interpolated; where nothing was
// measured, a cautious guess; and both corrected by what real rounds take: a level for each thread count (the clock,
// other programs) and a factor for each width.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "speculation.h"

namespace inglenook {

class LatencyModel {
public:
    // plain_width: rows of a round without a draft, the anchor of the level.
    void set_plain_width(std::int32_t plain_width) { plain_width_ = plain_width; }

    // Points of several measurements of the same pass count as their median.
    void set_points(std::span<const CurvePoint> points);
    // Those, corrected by what was learnt.
    [[nodiscard]] std::vector<CurvePoint> points() const;

    // Widths worth considering, rising: those measured with any thread count, or a default set.
    [[nodiscard]] std::span<const std::int32_t> widths() const noexcept { return widths_; }

    // What a pass will take now; `curve_ms` leaves the level out.
    [[nodiscard]] double pass_ms(std::int32_t width, std::int32_t n_cached, std::int32_t n_threads) const;
    [[nodiscard]] double curve_ms(std::int32_t width, std::int32_t n_cached, std::int32_t n_threads) const;
    // Whether a pass after a change of width says what the next one will take.
    [[nodiscard]] bool is_change_cheap(double plain_ms) const noexcept {
        return knows_switch() && switch_ms_ < 0.05 * plain_ms;
    }
    // What a change of width costs once (a backend that rebuilds its graph).
    [[nodiscard]] double switch_ms() const noexcept { return switch_ms_; }

    // A pass took surprisingly long or short, and only a plain one can tell whether the machine changed, the curve is
    // wrong at that width, or it was chance.
    [[nodiscard]] bool wants_plain_pass() const noexcept { return pending_width_ > 0 || is_in_doubt_; }

    // is_change: the pass before had another width.
    void observe(std::int32_t width, std::int32_t n_cached, std::int32_t n_threads, double ms, bool is_change);

private:
    // ln of a factor, and how uncertain it is.
    struct Estimate {
        double mean = 0.0;
        double variance = 0.0;
    };
    struct Depth {
        std::int32_t n_cached = 0;
        double ms = 0.0;
    };
    struct Width {
        std::int32_t width = 0;
        std::vector<Depth> depths;  // rising
        Estimate correction;
    };
    struct Threads {
        std::int32_t n_threads = 0;
        std::vector<Width> widths;  // rising; of the measured ones, or the default set without depths
        Estimate level;
        double slow_level = 0.0;
        std::int32_t n_seen = 0;  // passes
        bool is_measured = false;
        std::int32_t n_outliers = 0;  // plain passes in a row that were far off, by sign
    };

    [[nodiscard]] const Threads * find(std::int32_t n_threads) const;
    Threads & threads(std::int32_t n_threads);
    [[nodiscard]] double base_ms(const Threads & t, std::int32_t width, std::int32_t n_cached) const;
    [[nodiscard]] double measured_ms(const Threads & t, std::int32_t width, std::int32_t n_cached) const;
    [[nodiscard]] static double correction(const Threads & t, std::int32_t width);
    [[nodiscard]] const Threads * nearest_measured(std::int32_t n_threads) const;
    void learn_width(Threads & t, std::int32_t width, double residual, double gain);
    [[nodiscard]] bool knows_switch() const noexcept { return n_switches_ >= 4; }
    void learn_switch(double ms);
    void observe_plain(Threads & t, double residual);
    void observe_wide(Threads & t, std::int32_t width, double residual, double noise);

    std::int32_t plain_width_ = 1;
    std::vector<CurvePoint> raw_;
    std::vector<Threads> threads_;
    std::vector<std::int32_t> widths_{1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64};
    double switch_ms_ = 0.0;
    std::int32_t n_switches_ = 0;
    std::int32_t pending_width_ = 0;  // of the surprising pass; 0: none
    std::int32_t pending_threads_ = 0;
    bool is_in_doubt_ = false;        // the plain pass before was the surprising one
    double pending_residual_ = 0.0;
};

}  // namespace inglenook
