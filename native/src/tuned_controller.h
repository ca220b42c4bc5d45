// The controller that decides by measurement: the most expected tokens a second, by what passes take (LatencyModel)
// and what drafts are worth (Acceptance), within what may be lost (Ledger), on as many threads as pay (ThreadTuner).
// Lives as long as the model is loaded; what an answer taught helps the next.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "acceptance.h"
#include "controller.h"
#include "latency_model.h"
#include "ledger.h"
#include "thread_tuner.h"

namespace inglenook {

class TunedController final : public Controller {
public:
    // adapts_threads: false when a person fixed the number, or when the CPU does not compute.
    struct Options {
        std::int32_t n_threads = 1;
        bool adapts_threads = true;
    };
    explicit TunedController(const Options & options);

    void begin(const AnswerTerms & terms) override;
    [[nodiscard]] Plan plan(const RoundState & state) override;
    [[nodiscard]] bool is_worth_another(const Draft & draft) override;
    void observe(const Outcome & outcome) override;
    [[nodiscard]] SpeculationReport report() const override;
    void set_curve(std::span<const CurvePoint> points) override;
    [[nodiscard]] std::vector<CurvePoint> curve() const override { return latency_.points(); }

    [[nodiscard]] double credit_ms() const noexcept { return ledger_.credit_ms(); }

private:
    struct DrafterState {
        DrafterState(double prior, std::span<const double> priors) : acceptance(prior, priors) {}
        Acceptance acceptance;
        bool is_allowed = false;
        bool is_free = true;
        bool was_tried = false;
        double most_ms = 0.0;         // that a pass may take; grows with success, in this answer
        double next_probe_ms = 0.0;
        double probe_gap_ms = 0.0;
        DrafterCounts counts;  // of this answer
    };
    // A plan and what it promises.
    struct Candidate {
        Plan plan;
        double tokens = 1.0;
        double cost_ms = 0.0;
        [[nodiscard]] double token_ms() const { return cost_ms / tokens; }
    };

    [[nodiscard]] std::int32_t threads_of_round(std::int32_t n_cached);
    void measure_widths(const RoundState & state, std::int32_t n_threads);
    [[nodiscard]] double pass_ms(std::int32_t width) const;
    [[nodiscard]] double first_ms() const;
    [[nodiscard]] Candidate plain() const;
    [[nodiscard]] Candidate best_of(std::int32_t drafter, const Offer & offer, std::int32_t n_most, double deviations,
                                    double most_ms);
    [[nodiscard]] std::int32_t fewest_rows(std::int32_t width) const;
    [[nodiscard]] Candidate choose(const RoundState & state);
    [[nodiscard]] Candidate with_hysteresis(const Candidate & best);
    [[nodiscard]] bool is_time_for_plain_pass() const;
    void judge_unverified(const Outcome & outcome);
    void count_draft(const Outcome & outcome);
    void settle(std::int32_t drafter, double saved_ms);
    void settle_late(std::int32_t n_threads);

    Options options_;
    LatencyModel latency_;
    Ledger ledger_;
    ThreadTuner threads_;
    std::vector<DrafterState> drafters_;

    // of this answer
    SpeculationOff off_ = SpeculationOff::SWITCHED_OFF;  // why nothing may be drafted; NONE: it may
    bool is_strict_ = false;
    std::int32_t plain_width_ = 1;
    bool had_offers_ = false;
    bool has_drafted_ = false;
    double saved_ms_ = 0.0;
    double lost_ms_ = 0.0;

    // A round with a draft whose balance is not drawn yet.
    struct Unsettled {
        std::int32_t drafter = 0;  // 0: none
        std::int32_t n_emitted = 0;
        std::int32_t n_cached = 0;
        std::int32_t n_threads = 0;
        double total_ms = 0.0;
        double expected_ms = 0.0;
    };
    Unsettled unsettled_;

    // of this round
    std::vector<std::int32_t> widths_;  // rising
    std::vector<double> width_ms_;
    std::vector<double> survivals_;     // expected tokens of a draft's first n
    std::vector<double> thread_curve_ms_;
    Candidate planned_;
    DraftCost planned_cost_;
    std::int32_t n_cached_ = 0;
    std::int32_t n_threads_ = 0;

    double now_ms_ = 0.0;
    double sample_row_ms_ = 0.0;
    double overhead_ms_ = 0.0;           // of a round, beyond draft, pass and sampling
    std::int32_t last_width_ = 0;        // of the pass before
    double regret_ms_ = 0.0;             // that staying at a width has cost
    double plain_seen_ms_ = 0.0;         // when a plain pass was last measured, without a change before it
};

}  // namespace inglenook
