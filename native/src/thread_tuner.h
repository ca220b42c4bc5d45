// How many threads compute, by what rounds take. Workers spin at barriers: one thread more than there are free cores
// halves the speed, one fewer loses a third. So other counts are tried for single rounds: all of them at once when the
// step time jumps, otherwise now and then, rarely enough that the tries cost little.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace inglenook {

class ThreadTuner {
public:
    explicit ThreadTuner(std::int32_t n_threads);

    [[nodiscard]] const std::vector<std::int32_t> & candidates() const noexcept { return counts_; }
    [[nodiscard]] std::int32_t current() const { return counts_[current_]; }
    [[nodiscard]] std::int32_t n_changes() const noexcept { return n_changes_; }
    void begin_answer() { n_changes_ = 0; }

    // Before anything was measured: the count that the curve prefers.
    void start_with(std::int32_t n_threads);

    // The count for the next round. curve_ms: what the round would take by the curve, for each candidate.
    // Other than the current one: it is a try.
    [[nodiscard]] std::int32_t next(std::span<const double> curve_ms);
    // What a round took, and should have by the curve.
    void observe(std::int32_t n_threads, double ms, double curve_ms);

private:
    struct Candidate {
        double level = 0.0;  // ln of what rounds took beyond the curve
        bool is_known = false;
        double due_ms = 0.0;
        double interval_ms = 0.0;
    };
    void observe_current(double ratio);
    void observe_try(std::size_t i, double ratio);
    void trigger();
    [[nodiscard]] double expected_ms(std::size_t i) const;

    std::vector<std::int32_t> counts_;  // falling
    std::vector<Candidate> candidates_;
    std::size_t current_ = 0;
    std::vector<double> curve_ms_;      // of this round
    double now_ms_ = 0.0;               // decoding time gone by
    double slow_ = 0.0;                 // ln, the current count's long average
    double spread_ = 0.05;              // mean distance from it
    std::int32_t n_current_ = 0;        // rounds since the change
    std::int32_t n_slower_ = 0;         // in a row
    double faster_ = 0.0;               // by how much, summed up while it is more than chance
    bool is_unsure_ = false;            // one slow round, not two: it may have been chance
    double triggered_ms_ = 0.0;         // when it last was
    double trigger_gap_ms_ = 0.0;
    std::int32_t n_changes_ = 0;
};

}  // namespace inglenook
