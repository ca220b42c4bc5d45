#include "latency_model.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace inglenook {
namespace {

// Standard deviations of logarithms, squared.
constexpr double NOISE = 0.06 * 0.06;              // of one pass
constexpr double LEVEL_DRIFT = 0.015 * 0.015;      // from round to round
constexpr double WIDTH_DRIFT = 0.004 * 0.004;
constexpr double MEASURED = 0.06 * 0.06;           // of a width in the curve
constexpr double GUESSED = 0.35 * 0.35;            // of one that is not
constexpr double UNKNOWN_LEVEL = 3.0 * 3.0;
constexpr double FAR = 3.0;                        // standard deviations: not noise
constexpr double GUESSED_PLAIN_MS = 30.0;

// Passes relative to one of a single row, where nothing was measured: a CPU that computes, not one that waits for
// memory.
double guessed_ratio(double width) { return width <= 4.0 ? 0.5 + 0.5 * width : 2.5 + 0.35 * (width - 4.0); }

double interpolated(double x, double x0, double y0, double x1, double y1) { return y0 + (y1 - y0) * (x - x0) / (x1 - x0); }

double median(std::vector<double> & values) {
    const auto middle = values.begin() + std::ssize(values) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

void LatencyModel::set_points(std::span<const CurvePoint> points) {
    std::map<std::tuple<std::int32_t, std::int32_t, std::int32_t>, std::vector<double>> cells;
    for (const CurvePoint & p : points) {
        if (p.width < 1 || p.n_cached < 0 || p.n_threads < 1 || !std::isfinite(p.pass_ms) || p.pass_ms <= 0.0) continue;
        cells[{p.n_threads, p.width, p.n_cached}].push_back(p.pass_ms);
    }
    raw_.clear();
    threads_.clear();
    pending_width_ = 0;
    is_in_doubt_ = false;
    if (cells.empty()) return;
    widths_.clear();
    for (auto & [key, values] : cells) {
        const auto [n_threads, width, n_cached] = key;
        const double ms = median(values);
        raw_.push_back({width, n_cached, n_threads, ms});
        if (threads_.empty() || threads_.back().n_threads != n_threads) {
            threads_.push_back({});
            threads_.back().n_threads = n_threads;
            threads_.back().is_measured = true;
            threads_.back().level.variance = 0.2 * 0.2;
        }
        std::vector<Width> & measured = threads_.back().widths;
        if (measured.empty() || measured.back().width != width) measured.push_back({width, {}, {0.0, MEASURED}});
        measured.back().depths.push_back({n_cached, ms});
        widths_.push_back(width);
    }
    std::sort(widths_.begin(), widths_.end());
    widths_.erase(std::unique(widths_.begin(), widths_.end()), widths_.end());
    if (widths_.front() != 1) widths_.insert(widths_.begin(), 1);
}

std::vector<CurvePoint> LatencyModel::points() const {
    std::vector<CurvePoint> points = raw_;
    for (CurvePoint & p : points) {
        const Threads * t = find(p.n_threads);
        if (t != nullptr && t->n_seen > 0) p.pass_ms *= std::exp(t->slow_level + correction(*t, p.width));
    }
    return points;
}

const LatencyModel::Threads * LatencyModel::find(std::int32_t n_threads) const {
    for (const Threads & t : threads_) {
        if (t.n_threads == n_threads) return &t;
    }
    return nullptr;
}

const LatencyModel::Threads * LatencyModel::nearest_measured(std::int32_t n_threads) const {
    const Threads * nearest = nullptr;
    for (const Threads & t : threads_) {
        if (!t.is_measured) continue;
        if (nearest == nullptr || std::abs(t.n_threads - n_threads) < std::abs(nearest->n_threads - n_threads)) nearest = &t;
    }
    return nearest;
}

LatencyModel::Threads & LatencyModel::threads(std::int32_t n_threads) {
    for (Threads & t : threads_) {
        if (t.n_threads == n_threads) return t;
    }
    Threads t;
    t.n_threads = n_threads;
    t.level.variance = UNKNOWN_LEVEL;
    for (const std::int32_t width : widths_) t.widths.push_back({width, {}, {0.0, GUESSED}});
    threads_.push_back(std::move(t));
    return threads_.back();
}

double LatencyModel::measured_ms(const Threads & t, std::int32_t width, std::int32_t n_cached) const {
    const auto at_depth = [&](const Width & w) {
        const std::vector<Depth> & d = w.depths;
        if (d.size() == 1) return d.front().ms;
        std::size_t i = 1;
        while (i + 1 < d.size() && d[i].n_cached < n_cached) ++i;
        const double ms = interpolated(n_cached, d[i - 1].n_cached, d[i - 1].ms, d[i].n_cached, d[i].ms);
        // noise between two depths must not make a pass free far beyond them
        return std::max(ms, 0.5 * std::min(d[i - 1].ms, d[i].ms));
    };
    const std::vector<Width> & w = t.widths;
    std::size_t i = 0;
    while (i < w.size() && w[i].width < width) ++i;
    if (i < w.size() && w[i].width == width) return at_depth(w[i]);
    if (i == 0) return at_depth(w[0]);
    if (i == w.size()) return at_depth(w[i - 1]) * width / w[i - 1].width;
    return interpolated(width, w[i - 1].width, at_depth(w[i - 1]), w[i].width, at_depth(w[i]));
}

double LatencyModel::base_ms(const Threads & t, std::int32_t width, std::int32_t n_cached) const {
    if (t.is_measured) return measured_ms(t, width, n_cached);
    const Threads * nearest = nearest_measured(t.n_threads);
    const double ms = nearest != nullptr ? measured_ms(*nearest, width, n_cached) : GUESSED_PLAIN_MS * guessed_ratio(width);
    const double n_nearest = nearest != nullptr ? nearest->n_threads : threads_.front().n_threads;
    // wide passes compute, narrow ones wait for memory
    const double exponent = 0.35 + 0.35 * std::min(1.0, std::log2(width) / 4.0);
    return ms * std::pow(n_nearest / t.n_threads, exponent);
}

double LatencyModel::correction(const Threads & t, std::int32_t width) {
    const std::vector<Width> & w = t.widths;
    std::size_t i = 0;
    while (i < w.size() && w[i].width < width) ++i;
    if (i == w.size()) return w.back().correction.mean;
    if (i == 0 || w[i].width == width) return w[i].correction.mean;
    return interpolated(width, w[i - 1].width, w[i - 1].correction.mean, w[i].width, w[i].correction.mean);
}

double LatencyModel::curve_ms(std::int32_t width, std::int32_t n_cached, std::int32_t n_threads) const {
    const Threads * known = find(n_threads);
    if (known != nullptr) return base_ms(*known, width, n_cached) * std::exp(correction(*known, width));
    const Threads * nearest = nearest_measured(n_threads);
    if (nearest == nullptr && !threads_.empty()) nearest = &threads_.front();
    Threads t;
    t.n_threads = n_threads;
    const double ms = threads_.empty() ? GUESSED_PLAIN_MS * guessed_ratio(width) : base_ms(t, width, n_cached);
    return nearest == nullptr ? ms : ms * std::exp(correction(*nearest, width));
}

double LatencyModel::pass_ms(std::int32_t width, std::int32_t n_cached, std::int32_t n_threads) const {
    const Threads * known = find(n_threads);
    if (known == nullptr || known->n_seen == 0) known = nearest_measured(n_threads);
    if (known == nullptr && !threads_.empty()) known = &threads_.front();
    return curve_ms(width, n_cached, n_threads) * (known == nullptr ? 1.0 : std::exp(known->level.mean));
}

void LatencyModel::learn_width(Threads & t, std::int32_t width, double residual, double gain) {
    for (Width & w : t.widths) {
        if (w.width <= plain_width_) continue;
        const double octaves = std::abs(std::log2(static_cast<double>(w.width) / width));
        const double likeness = w.width == width ? 1.0 : 0.8 * std::exp2(-octaves);
        w.correction.mean = std::clamp(w.correction.mean + likeness * gain * residual, -2.5, 2.5);
    }
}

void LatencyModel::learn_switch(double ms) {
    const double share = std::max(0.15, 1.0 / ++n_switches_);
    switch_ms_ = std::max(0.0, switch_ms_ + share * (std::max(0.0, ms) - switch_ms_));
}

void LatencyModel::observe_plain(Threads & t, double residual) {
    const double deviation = std::sqrt(t.level.variance + NOISE);
    const bool is_far = std::abs(residual) > FAR * deviation;
    if (is_far) {
        t.n_outliers = residual > 0.0 ? std::max(0, t.n_outliers) + 1 : std::min(0, t.n_outliers) - 1;
    } else {
        t.n_outliers = 0;
    }
    const bool is_pending = pending_width_ > 0 && pending_threads_ == t.n_threads;
    const bool agrees = is_pending && is_far && (residual > 0.0) == (pending_residual_ > 0.0);
    if (std::abs(t.n_outliers) >= 2 || agrees) {
        t.level.variance += residual * residual;  // the machine changed
        t.n_outliers = 0;
    } else if (is_pending) {
        learn_width(t, pending_width_, pending_residual_, 0.7);  // the curve is wrong there
    }
    is_in_doubt_ = std::abs(t.n_outliers) == 1;
    pending_width_ = 0;  // with other threads than these nothing can be said any more
    const double limit = FAR * std::sqrt(t.level.variance + NOISE);
    const double gain = t.level.variance / (t.level.variance + NOISE);
    t.level.mean += gain * std::clamp(residual, -limit, limit);
    t.level.variance *= 1.0 - gain;
}

void LatencyModel::observe_wide(Threads & t, std::int32_t width, double residual, double noise) {
    auto w = std::find_if(t.widths.begin(), t.widths.end(), [&](const Width & one) { return one.width >= width; });
    if (w == t.widths.end()) --w;
    const double total = t.level.variance + w->correction.variance + noise;
    const double limit = FAR * std::sqrt(total);
    if (std::abs(residual) > limit) {
        pending_width_ = width;
        pending_threads_ = t.n_threads;
        pending_residual_ = residual;
        learn_width(t, width, std::clamp(residual, -limit, limit), w->correction.variance / total);
        return;
    }
    const double level_gain = t.level.variance / total;
    const double width_gain = w->correction.variance / total;
    t.level.mean += level_gain * residual;
    t.level.variance *= 1.0 - level_gain;
    learn_width(t, width, residual, width_gain);
    w->correction.variance = w->correction.variance * (1.0 - width_gain) + WIDTH_DRIFT;
}

void LatencyModel::observe(std::int32_t width, std::int32_t n_cached, std::int32_t n_threads, double ms, bool is_change) {
    if (width < 1 || !std::isfinite(ms) || ms <= 0.0) return;
    Threads & t = threads(n_threads);
    const double expected = base_ms(t, width, n_cached) * std::exp(t.level.mean + correction(t, width));
    t.level.variance += LEVEL_DRIFT;
    if (width <= plain_width_) {
        // what a change costs is learnt where a pass is known best
        if (is_change && t.n_seen > 3) learn_switch(std::min(ms - expected, 3.0 * expected));
        if (!is_change || is_change_cheap(expected)) observe_plain(t, std::log(ms / expected));
    } else {
        const double pass_ms = is_change ? std::max(ms - switch_ms_, 0.3 * ms) : ms;
        const double noise = !is_change ? NOISE : knows_switch() ? 4.0 * NOISE : 16.0 * NOISE;
        observe_wide(t, width, std::log(pass_ms / expected), noise);
    }
    ++t.n_seen;
    t.slow_level += std::max(0.01, 1.0 / t.n_seen) * (t.level.mean - t.slow_level);
}

}  // namespace inglenook
