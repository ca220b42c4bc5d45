#include "thread_tuner.h"

#include <algorithm>
#include <cmath>

namespace inglenook {
namespace {

constexpr double BUDGET_SHARE = 0.012;    // of the time, for what tries cost beyond a round of the current count
constexpr double FIRST_INTERVAL_MS = 250.0;
constexpr double MOST_INTERVAL_MS = 8000.0;
constexpr double FIRST_TRIGGER_GAP_MS = 150.0;
constexpr double MOST_TRIGGER_GAP_MS = 4000.0;
constexpr double WORTH_CHANGING = 0.96;   // of the current count's time

}  // namespace

ThreadTuner::ThreadTuner(std::int32_t n_threads) {
    n_threads = std::max(1, n_threads);
    if (n_threads <= 4) {
        for (std::int32_t n = n_threads; n >= 1; --n) counts_.push_back(n);
    } else {
        counts_ = {n_threads, n_threads - 1};
        for (std::int32_t n = n_threads / 2; n >= 1; n /= 2) counts_.push_back(n);
    }
    candidates_.resize(counts_.size());
    for (Candidate & c : candidates_) {
        c.interval_ms = FIRST_INTERVAL_MS;
        c.due_ms = 4.0 * FIRST_INTERVAL_MS;
    }
    curve_ms_.resize(counts_.size(), 1.0);
    trigger_gap_ms_ = FIRST_TRIGGER_GAP_MS;
}

void ThreadTuner::start_with(std::int32_t n_threads) {
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        if (counts_[i] == n_threads && n_current_ == 0) current_ = trying_ = i;
    }
}

// A count never tried is as far from the curve as the current one.
double ThreadTuner::expected_ms(std::size_t i, std::span<const double> curve_ms) const {
    const Candidate & c = candidates_[i].is_known ? candidates_[i] : candidates_[current_];
    return curve_ms[i] * std::exp(c.level);
}

std::int32_t ThreadTuner::next(std::span<const double> curve_ms) {
    curve_ms_.assign(curve_ms.begin(), curve_ms.end());
    trying_ = current_;
    const double current_ms = expected_ms(current_, curve_ms);
    double best_ms = 0.0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        if (i == current_ || candidates_[i].due_ms > now_ms_) continue;
        const double ms = expected_ms(i, curve_ms);
        if (ms - current_ms > budget_ms_) continue;
        if (trying_ == current_ || ms < best_ms) {
            trying_ = i;
            best_ms = ms;
        }
    }
    return counts_[trying_];
}

// The step time changed: what was known about the other counts may be wrong.
void ThreadTuner::trigger() {
    if (now_ms_ < next_trigger_ms_) return;
    next_trigger_ms_ = now_ms_ + trigger_gap_ms_;
    trigger_gap_ms_ = std::min(2.0 * trigger_gap_ms_, MOST_TRIGGER_GAP_MS);
    const double current_ms = curve_ms_[current_] * std::exp(candidates_[current_].level);
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        if (i == current_) continue;
        candidates_[i].due_ms = now_ms_;
        candidates_[i].interval_ms = FIRST_INTERVAL_MS;
        budget_ms_ = std::max(budget_ms_, 1.5 * current_ms);
    }
    slow_ = candidates_[current_].level;
    n_slower_ = n_faster_ = 0;
}

void ThreadTuner::observe(std::int32_t n_threads, double ms, double curve_ms) {
    if (!(ms > 0.0) || !(curve_ms > 0.0)) return;
    const auto found = std::find(counts_.begin(), counts_.end(), n_threads);
    now_ms_ += ms;
    if (found == counts_.end()) return;
    const auto i = static_cast<std::size_t>(found - counts_.begin());
    const double ratio = std::log(ms / curve_ms);
    Candidate & c = candidates_[i];
    if (i == current_) {
        const double jump = ratio - slow_;
        const bool is_new = n_current_ < 3;
        const double far = std::max(0.10, 4.0 * spread_);
        n_slower_ = !is_new && jump > far ? n_slower_ + 1 : 0;
        n_faster_ = !is_new && jump < -0.04 - spread_ ? n_faster_ + 1 : 0;
        const bool is_sure = n_slower_ >= 2 || n_faster_ >= 4;
        c.level = !c.is_known || is_new || is_sure ? ratio : c.level + 0.3 * std::clamp(jump + slow_ - c.level, -0.3, 0.3);
        c.is_known = true;
        slow_ += (is_new ? 1.0 / (n_current_ + 1) : 0.05) * std::clamp(jump, -0.3, 0.3);
        if (!is_new && std::abs(jump) < far) spread_ = std::max(0.01, spread_ + 0.05 * (std::abs(jump) - spread_));
        ++n_current_;
        budget_ms_ = std::min(budget_ms_ + BUDGET_SHARE * ms, 0.02 * MOST_INTERVAL_MS + 2.0 * ms);
        if (is_sure || jump > std::max(0.4, 6.0 * spread_)) trigger();
        return;
    }
    // a try of another count
    c.level = ratio;
    c.is_known = true;
    const double current_ms = expected_ms(current_, curve_ms_);
    const double tried_ms = curve_ms_[i] * std::exp(ratio);
    budget_ms_ -= std::max(0.0, tried_ms - current_ms);
    if (tried_ms < WORTH_CHANGING * current_ms) {
        candidates_[current_].interval_ms = FIRST_INTERVAL_MS;
        candidates_[current_].due_ms = now_ms_ + 2.0 * FIRST_INTERVAL_MS;
        current_ = i;
        n_current_ = 0;
        slow_ = ratio;
        trigger_gap_ms_ = FIRST_TRIGGER_GAP_MS;
        n_slower_ = n_faster_ = 0;
        ++n_changes_;
        return;
    }
    c.interval_ms = std::min(2.0 * c.interval_ms, MOST_INTERVAL_MS);
    c.due_ms = now_ms_ + c.interval_ms;
}

}  // namespace inglenook
