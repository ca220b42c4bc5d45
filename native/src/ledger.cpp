#include "ledger.h"

#include <algorithm>

namespace inglenook {
namespace {

constexpr double SHARE = 0.007;         // of elapsed time; the rest of the per cent is for what nobody foresees
constexpr double LOAN_ROUNDS = 5.0;     // one-token rounds: a pass of moderate width that fails
constexpr double MOST_ROUNDS = 30.0;    // that credit holds within an answer
constexpr double CARRIED_ROUNDS = 4.0;  // from one answer to the next
constexpr double MOST_LIFETIME_ROUNDS = 300.0;
constexpr double LEVERAGE = 3.0;         // of what a drafter's rounds lately saved, that it may lose
constexpr double KEPT = 0.85;           // of what a drafter's rounds saved, at each further one

}  // namespace

void Ledger::begin_answer(std::size_t n_drafters, double plain_ms) {
    plain_ms_ = plain_ms;
    loan_ms_ = LOAN_ROUNDS * plain_ms;
    if (lifetime_ms_ > 0.0) credit_ms_ = std::max(credit_ms_, 0.0);  // what has paid so far may try again
    credit_ms_ = std::min(credit_ms_, CARRIED_ROUNDS * plain_ms);
    recent_ms_.resize(n_drafters, 0.0);
    for (double & recent : recent_ms_) recent = std::min(recent, CARRIED_ROUNDS / LEVERAGE * plain_ms);
}

void Ledger::pass(double elapsed_ms, double plain_ms) {
    plain_ms_ = plain_ms;
    credit_ms_ = std::min(credit_ms_ + SHARE * elapsed_ms, MOST_ROUNDS * plain_ms);
}

void Ledger::settle(std::int32_t drafter, double saved_ms) {
    lifetime_ms_ = std::min(lifetime_ms_ + saved_ms, MOST_LIFETIME_ROUNDS * plain_ms_);
    credit_ms_ = std::min(credit_ms_ + saved_ms, MOST_ROUNDS * plain_ms_);
    if (drafter <= 0 || static_cast<std::size_t>(drafter) >= recent_ms_.size()) return;
    double & recent = recent_ms_[static_cast<std::size_t>(drafter)];
    recent = KEPT * recent + saved_ms;
}

double Ledger::most_loss_ms(std::int32_t drafter, bool is_promising) const {
    const double recent = recent_ms_.at(static_cast<std::size_t>(drafter));
    return credit_ms_ + (is_promising ? loan_ms_ : 0.0) + std::max(0.0, LEVERAGE * recent);
}

bool Ledger::has_paid(std::int32_t drafter) const {
    return recent_ms_.at(static_cast<std::size_t>(drafter)) > CARRIED_ROUNDS / LEVERAGE * plain_ms_;
}

}  // namespace inglenook
