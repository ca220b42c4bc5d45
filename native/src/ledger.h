// The hard guard against loss. Speculation may spend one per cent of the time and what it saved, and at the start a
// small loan; what it saved in one answer is not the next one's to lose.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace inglenook {

class Ledger {
public:
    // plain_ms: of a one-token round, the measure of all limits.
    void begin_answer(std::size_t n_drafters, double plain_ms);
    void pass(double elapsed_ms, double plain_ms);

    // A round took less (saved) or more (negative) than its tokens one by one would have. drafter: 0 for a round
    // without a draft that speculation made longer.
    void settle(std::int32_t drafter, double saved_ms);

    // What a round of this drafter may lose: credit, and more while its own rounds have lately been faster than plain
    // ones. is_promising: what is known says that it pays, so the loan may be used.
    [[nodiscard]] double most_loss_ms(std::int32_t drafter, bool is_promising) const;

    // Whether its rounds, lately and in this answer, were faster than plain ones.
    [[nodiscard]] bool has_paid(std::int32_t drafter) const;

    [[nodiscard]] double credit_ms() const noexcept { return credit_ms_; }

private:
    double lifetime_ms_ = 0.0;  // saved less lost since the model was loaded
    double credit_ms_ = 0.0;
    double plain_ms_ = 0.0;
    double loan_ms_ = 0.0;
    std::vector<double> recent_ms_;  // saved by each drafter, fading
};

}  // namespace inglenook
