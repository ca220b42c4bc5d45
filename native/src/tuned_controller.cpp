#include "tuned_controller.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inglenook {
namespace {

constexpr double FREE_PRIOR = 0.88;  // chance of a token while nothing is known
constexpr double PAID_PRIOR = 0.75;
constexpr double CAUTION = -0.4;     // standard deviations
constexpr double HOPE = 1.0;         // of a probe
constexpr double FIRST_ROUNDS = 3.2; // one-token rounds that a first try may take
constexpr double GROWTH = 3.0;       // of a pass that went well
constexpr double WORTH_A_TRY = 0.88; // of the plain time for a token: estimates are rough, and losses are certain
constexpr double WORTH_IT = 0.98;    // the same for a drafter that has lately paid
constexpr double WIDER = 0.97;       // of the time of a narrower pass
constexpr double FIRST_PROBE_GAP_MS = 500.0;
constexpr double MOST_PROBE_GAP_MS = 60000.0;
constexpr double PLAIN_PASS_SHARE = 0.005;  // of the time, for keeping the measure true
constexpr double LEAST_PLAIN_GAP_MS = 1000.0;

double ema(double old, double value, double share) { return old + share * (value - old); }

}  // namespace

TunedController::TunedController(const Options & options) : options_(options), threads_(options.n_threads) {
    options_.n_threads = std::max(1, options.n_threads);
    n_threads_ = options_.n_threads;
}

void TunedController::set_curve(std::span<const CurvePoint> points) {
    latency_.set_points(points);
    if (!options_.adapts_threads || points.empty()) return;
    std::int32_t fastest = options_.n_threads;
    for (const std::int32_t n : threads_.candidates()) {
        const bool is_measured = std::any_of(points.begin(), points.end(), [&](const CurvePoint & p) { return p.n_threads == n; });
        if (is_measured && latency_.curve_ms(1, 0, n) < 0.97 * latency_.curve_ms(1, 0, fastest)) fastest = n;
    }
    threads_ = ThreadTuner(options_.n_threads);  // what it knew was relative to another curve
    threads_.start_with(fastest);
}

void TunedController::begin(const AnswerTerms & terms) {
    is_strict_ = terms.is_strict && terms.most_rewind >= STRICT_WIDTH;
    plain_width_ = is_strict_ ? STRICT_WIDTH : 1;
    latency_.set_plain_width(plain_width_);
    const std::size_t n_known = drafters_.size();
    bool has_paid = false;
    for (std::size_t i = 0; i < terms.drafters.size(); ++i) {
        const DrafterTerms & d = terms.drafters[i];
        if (i >= n_known) drafters_.emplace_back(d.is_free ? FREE_PRIOR : PAID_PRIOR, d.priors);
        DrafterState & state = drafters_[i];
        state.is_allowed = i > 0 && d.is_allowed;
        state.is_free = d.is_free;
        state.most_ms = 0.0;
        state.next_probe_ms = std::min(state.next_probe_ms, now_ms_ + FIRST_PROBE_GAP_MS);
        state.probe_gap_ms = std::max(FIRST_PROBE_GAP_MS, state.probe_gap_ms / 2.0);
        state.counts = {};
        state.counts.name = d.name;
        state.acceptance.begin_answer();
        has_paid = has_paid || (state.is_allowed && !d.is_free);
    }
    drafters_.erase(drafters_.begin() + std::ssize(terms.drafters), drafters_.end());
    if (terms.mode == Speculation::OFF) {
        off_ = SpeculationOff::SWITCHED_OFF;
    } else if (terms.most_rewind <= 0 || (terms.is_strict && !is_strict_)) {
        off_ = SpeculationOff::CANNOT_REWIND;
    } else if (terms.mode == Speculation::DRAFT && !has_paid) {
        off_ = SpeculationOff::NO_DRAFT_MODEL;
    } else {
        off_ = SpeculationOff::NONE;
    }
    settle_late(0);
    had_offers_ = has_drafted_ = false;
    saved_ms_ = lost_ms_ = 0.0;
    last_width_ = 0;
    regret_ms_ = 0.0;
    threads_.begin_answer();
    ledger_.begin_answer(drafters_.size(), latency_.pass_ms(plain_width_, n_cached_, n_threads_) + sample_row_ms_ + overhead_ms_);
}

std::int32_t TunedController::threads_of_round(std::int32_t n_cached) {
    // the number of threads may change the bits of a result
    if (!options_.adapts_threads || is_strict_) return options_.n_threads;
    const std::int32_t width = std::max(plain_width_, last_width_);
    thread_curve_ms_.clear();
    for (const std::int32_t n : threads_.candidates()) thread_curve_ms_.push_back(latency_.curve_ms(width, n_cached, n));
    return threads_.next(thread_curve_ms_);
}

void TunedController::measure_widths(const RoundState & state, std::int32_t n_threads) {
    widths_.clear();
    width_ms_.clear();
    const auto add = [&](std::int32_t width) {
        widths_.push_back(width);
        width_ms_.push_back(latency_.pass_ms(width, state.n_cached, n_threads));
    };
    add(plain_width_);
    if (is_strict_) return;
    for (const std::int32_t width : latency_.widths()) {
        if (width > 1 && width <= state.n_most_width) add(width);
    }
}

double TunedController::pass_ms(std::int32_t width) const { return latency_.pass_ms(width, n_cached_, n_threads_); }

TunedController::Candidate TunedController::plain() const {
    return {{0, 0, plain_width_, n_threads_}, 1.0, width_ms_.front() + sample_row_ms_ + overhead_ms_};
}

// For a first try: a pass as long as three one-token rounds, or else the shortest that can win a fifth.
double TunedController::first_ms() const {
    const double plain_ms = width_ms_.front();
    double shortest_ms = 1e9;
    for (std::size_t i = 1; i < widths_.size(); ++i) {
        if (width_ms_[i] < widths_[i] * plain_ms / 1.2) shortest_ms = std::min(shortest_ms, width_ms_[i]);
    }
    return std::max(FIRST_ROUNDS * plain_ms, shortest_ms < 1e9 ? shortest_ms : 0.0);
}

// The length and width that give this drafter's tokens fastest.
TunedController::Candidate TunedController::best_of(std::int32_t drafter, const Offer & offer, std::int32_t n_most,
                                                    double deviations, double most_ms) {
    const DrafterState & state = drafters_[static_cast<std::size_t>(drafter)];
    const bool is_free = state.is_free;
    const std::int32_t n_offered = std::min({is_free ? offer.draft->size() : n_most, n_most, widths_.back() - 1});
    survivals_.assign(1, 0.0);
    double survival = 1.0;
    const double any = is_free ? 0.0 : state.acceptance.chance(-1, 0, deviations);
    for (std::int32_t i = 0; i < n_offered && survival > 0.01; ++i) {
        survival *= is_free ? state.acceptance.chance(offer.draft->evidence[static_cast<std::size_t>(i)], i, deviations) : any;
        survivals_.push_back(survivals_.back() + survival);
    }
    const auto n_known = static_cast<std::int32_t>(survivals_.size()) - 1;
    Candidate best = plain();
    for (std::size_t i = 0; i < widths_.size(); ++i) {
        // rows to spare take what is offered: a token that is hardly ever right still costs nothing
        const std::int32_t n_draft = std::min(widths_[i] - 1, n_offered);
        const double draft_ms = is_free ? 0.0 : offer.cost.start_ms + n_draft * offer.cost.each_ms;
        if (n_draft < 1 || ((!is_strict_ || !is_free) && draft_ms + width_ms_[i] > most_ms)) continue;
        const double tokens = 1.0 + survivals_[static_cast<std::size_t>(std::min(n_draft, n_known))];
        const Candidate candidate{{drafter, n_draft, widths_[i], n_threads_},
                                  tokens,
                                  draft_ms + width_ms_[i] + tokens * sample_row_ms_ + overhead_ms_};
        // what a wider pass may lose is certain, what it may win is not
        const double share = best.plan.n_draft > 0 ? WIDER : 1.0;
        if (candidate.token_ms() < share * best.token_ms()) best = candidate;
        if (n_draft == n_offered && widths_[i] > 2 * (n_offered + 1)) break;
    }
    return best;
}

// When speculation runs all the time, the measure of what it saves must still be measured now and then.
bool TunedController::is_time_for_plain_pass() const {
    if (is_strict_) return false;
    if (latency_.wants_plain_pass()) return true;
    const double change_ms = latency_.switch_ms();
    const double cost_ms = latency_.is_change_cheap(width_ms_.front()) ? width_ms_.front() : 2.0 * (width_ms_.front() + change_ms);
    return now_ms_ - plain_seen_ms_ > std::max(LEAST_PLAIN_GAP_MS, cost_ms / PLAIN_PASS_SHARE);
}

// A drafter that may stop early should not leave rows empty, but for those that cost nothing.
std::int32_t TunedController::fewest_rows(std::int32_t width) const {
    const double spare_ms = std::max(0.02 * width_ms_.front(), 0.5 * latency_.switch_ms());
    std::int32_t fewest = plain_width_;
    for (std::size_t i = 0; i < widths_.size(); ++i) {
        if (widths_[i] <= width && width_ms_[i] - width_ms_.front() <= spare_ms) fewest = widths_[i];
    }
    return fewest;
}

TunedController::Candidate TunedController::choose(const RoundState & state) {
    Candidate best = plain();
    const double plain_ms = best.token_ms();
    const Candidate none = best;
    bool has_best = false;
    std::int32_t probed = 0;
    Candidate probe = none;
    for (std::size_t i = 1; i < drafters_.size() && i < state.offers.size(); ++i) {
        DrafterState & d = drafters_[i];
        const Offer & offer = state.offers[i];
        if (!d.is_allowed || (d.is_free && offer.draft->tokens.empty())) continue;
        had_offers_ = true;
        const auto drafter = static_cast<std::int32_t>(i);
        d.most_ms = std::max(d.most_ms, first_ms());
        const double plain_pass_ms = width_ms_.front();
        const double affordable_ms = plain_pass_ms + ledger_.most_loss_ms(drafter, true);
        Candidate c = best_of(drafter, offer, state.n_most_draft, CAUTION, std::min(d.most_ms, affordable_ms));
        const double share = is_strict_ ? 1.0 : ledger_.has_paid(drafter) ? WORTH_IT : WORTH_A_TRY;
        if (c.plan.n_draft > 0 && c.token_ms() < best.token_ms() && c.token_ms() < share * plain_ms) {
            best = c;
            has_best = true;
        }
        if (!has_best && now_ms_ >= d.next_probe_ms) {
            // a drafter that costs time is not known before it is tried
            const double spare_ms = plain_pass_ms + ledger_.most_loss_ms(drafter, !d.is_free && !d.was_tried);
            c = best_of(drafter, offer, state.n_most_draft, HOPE, std::min(first_ms(), spare_ms));
            if (c.plan.n_draft > 0 && c.token_ms() < std::min(WORTH_A_TRY * plain_ms, probe.token_ms())) {
                probe = c;
                probed = drafter;
            }
        }
    }
    if (has_best) return best;
    if (probed > 0) {
        DrafterState & d = drafters_[static_cast<std::size_t>(probed)];
        d.next_probe_ms = now_ms_ + d.probe_gap_ms;
        d.probe_gap_ms = std::min(2.0 * d.probe_gap_ms, MOST_PROBE_GAP_MS);
        return probe;
    }
    return none;
}

// A change of width costs something on backends that rebuild their graph: stay until staying has cost as much.
TunedController::Candidate TunedController::with_hysteresis(const Candidate & best) {
    const double change_ms = latency_.switch_ms();
    if (is_time_for_plain_pass() || last_width_ == 0 || best.plan.width == last_width_ || change_ms < 0.01 * width_ms_.front()) {
        regret_ms_ = 0.0;
        return best;
    }
    const auto ms_of = [this](std::int32_t width) {
        const auto at = std::find(widths_.begin(), widths_.end(), width);
        return at == widths_.end() ? -1.0 : width_ms_[static_cast<std::size_t>(at - widths_.begin())];
    };
    if (ms_of(last_width_) < 0.0) return best;
    Candidate stay = best;
    stay.plan.width = last_width_;
    stay.plan.n_draft = std::min(best.plan.n_draft, last_width_ - 1);
    if (stay.plan.n_draft == 0) stay.plan.drafter = 0;
    const double share = best.plan.n_draft > 0 ? static_cast<double>(stay.plan.n_draft) / best.plan.n_draft : 0.0;
    stay.tokens = 1.0 + share * (best.tokens - 1.0);
    stay.cost_ms = best.cost_ms - ms_of(best.plan.width) + ms_of(last_width_);
    const double gain_ms = best.tokens * (stay.token_ms() - best.token_ms());
    if (regret_ms_ + gain_ms >= change_ms) {
        regret_ms_ = 0.0;
        return best;
    }
    regret_ms_ += std::max(0.0, gain_ms);
    return stay;
}

Plan TunedController::plan(const RoundState & state) {
    n_cached_ = state.n_cached;
    n_threads_ = threads_of_round(state.n_cached);
    measure_widths(state, n_threads_);
    planned_ = plain();
    planned_cost_ = {};
    // another number of threads is tried with a plain pass: a wide one that turns out slow costs much
    const bool is_try = options_.adapts_threads && !is_strict_ && n_threads_ != threads_.current();
    if (off_ == SpeculationOff::NONE && state.n_most_draft > 0 && !is_try) {
        for (std::size_t i = 1; i < drafters_.size() && i < state.offers.size(); ++i) {
            DrafterState & d = drafters_[i];
            if (d.is_allowed && d.is_free) d.acceptance.watch(*state.offers[i].draft);
        }
        if (!is_time_for_plain_pass()) planned_ = choose(state);
        if (!is_strict_) planned_ = with_hysteresis(planned_);
        const auto drafter = static_cast<std::size_t>(planned_.plan.drafter);
        if (drafter > 0) planned_cost_ = state.offers[drafter].cost;
        if (drafter > 0 && !drafters_[drafter].is_free) planned_.plan.width = fewest_rows(planned_.plan.width);
    }
    return planned_.plan;
}

bool TunedController::is_worth_another(const Draft & draft) {
    const DrafterState & state = drafters_[static_cast<std::size_t>(planned_.plan.drafter)];
    double survival = 1.0;
    for (std::int32_t i = 0; i < draft.size(); ++i) {
        survival *= state.acceptance.chance(draft.evidence[static_cast<std::size_t>(i)], i);
    }
    const std::int32_t n = draft.size();
    const std::int32_t n_more = planned_.plan.n_draft - n;
    const double any = state.acceptance.chance(-1, 0);
    const double now_ms = pass_ms(std::max(planned_.plan.width, 1 + n));
    double tokens = 0.0;
    for (std::int32_t more = 1; more <= std::min(n_more, 8); ++more) {
        survival *= any;
        tokens += survival;
        const double cost_ms = more * planned_cost_.each_ms + pass_ms(std::max(planned_.plan.width, 1 + n + more)) - now_ms;
        if (tokens * planned_.token_ms() > cost_ms) return true;
    }
    return false;
}

void TunedController::judge_unverified(const Outcome & outcome) {
    for (std::size_t i = 1; i < drafters_.size(); ++i) {
        DrafterState & d = drafters_[i];
        if (outcome.emitted.empty()) {
            d.acceptance.unwatch();
        } else {
            d.acceptance.compare(outcome.emitted);
        }
        d.acceptance.pass(outcome.n_emitted);
    }
}

void TunedController::count_draft(const Outcome & outcome) {
    has_drafted_ = true;
    DrafterState & d = drafters_[static_cast<std::size_t>(outcome.plan.drafter)];
    const bool is_rejected = outcome.n_accepted < outcome.n_drafted && !outcome.was_cut;
    // as few as this, at one time in ten or less: the text may have left what is copied
    double survival = 1.0;
    for (std::int32_t i = 0; i <= outcome.n_accepted && i < outcome.n_drafted; ++i) {
        survival *= d.acceptance.chance(outcome.evidence[static_cast<std::size_t>(i)], i);
    }
    const bool is_surprising = is_rejected && 1.0 - survival < 0.1;
    if (!d.is_free || outcome.emitted.empty()) d.acceptance.learn(outcome.evidence, outcome.n_accepted, is_rejected);
    if (4 * outcome.n_accepted >= 3 * outcome.n_drafted) {
        d.most_ms = std::max(d.most_ms, GROWTH * outcome.decode_ms);
    } else if (is_surprising) {
        d.most_ms = outcome.decode_ms / 2.0;
    }
    DrafterCounts & counts = d.counts;
    ++counts.rounds;
    d.was_tried = true;
    counts.drafted += outcome.n_drafted;
    counts.accepted += outcome.n_accepted;
    const auto n = static_cast<std::size_t>(outcome.n_drafted);
    if (counts.drafted_at.size() < n) {
        counts.drafted_at.resize(n);
        counts.accepted_at.resize(n);
    }
    for (std::size_t i = 0; i < n; ++i) {
        ++counts.drafted_at[i];
        if (static_cast<std::int32_t>(i) < outcome.n_accepted) ++counts.accepted_at[i];
    }
}

// What a round saved, by what one-token rounds take.
void TunedController::settle(std::int32_t drafter, double saved_ms) {
    (saved_ms > 0.0 ? saved_ms_ : lost_ms_) += std::abs(saved_ms);
    ledger_.settle(drafter, saved_ms);
}

// n_threads: of the one-token round that came after.
void TunedController::settle_late(std::int32_t n_threads) {
    if (unsettled_.drafter == 0) return;
    const Unsettled round = std::exchange(unsettled_, {});
    if (static_cast<std::size_t>(round.drafter) >= drafters_.size()) return;
    const double plain_ms = latency_.pass_ms(plain_width_, round.n_cached, round.n_threads) + sample_row_ms_ + overhead_ms_;
    // with other threads since, nobody knows what a one-token round would have taken then
    const double ms = n_threads == round.n_threads ? round.total_ms : std::min(round.total_ms, round.expected_ms);
    settle(round.drafter, round.n_emitted * plain_ms - ms);
}

void TunedController::observe(const Outcome & outcome) {
    judge_unverified(outcome);
    const double total_ms = std::isfinite(outcome.total_ms) ? std::max(0.0, outcome.total_ms) : 0.0;
    now_ms_ += total_ms;
    if (outcome.width <= 0) return;  // the logits of the prefill
    const std::int32_t n_threads = outcome.plan.n_threads > 0 ? outcome.plan.n_threads : n_threads_;
    const bool is_change = last_width_ > 0 && (outcome.width != last_width_);
    const double plain_ms_before = latency_.pass_ms(plain_width_, outcome.n_cached, n_threads);
    const double expected_ms = latency_.pass_ms(outcome.width, outcome.n_cached, n_threads);
    const double curve_ms = latency_.curve_ms(outcome.width, outcome.n_cached, n_threads);
    latency_.observe(outcome.width, outcome.n_cached, n_threads, outcome.decode_ms, is_change);
    if (options_.adapts_threads && !is_strict_) {
        const double change_ms = is_change ? latency_.switch_ms() : 0.0;
        threads_.observe(n_threads, std::max(0.3 * outcome.decode_ms, outcome.decode_ms - change_ms), curve_ms);
    }
    last_width_ = outcome.width;
    if (outcome.width == plain_width_ && (!is_change || latency_.is_change_cheap(curve_ms))) plain_seen_ms_ = now_ms_;
    if (outcome.n_emitted > 0) sample_row_ms_ = ema(sample_row_ms_, outcome.sample_ms / outcome.n_emitted, 0.1);
    const double rest_ms = total_ms - outcome.draft_ms - outcome.decode_ms - outcome.sample_ms;
    overhead_ms_ = ema(overhead_ms_, std::max(0.0, rest_ms), 0.1);

    // the lower of the two: a level that jumped in this very round must not count as saved
    const double plain_pass_ms = std::min(plain_ms_before, latency_.pass_ms(plain_width_, outcome.n_cached, n_threads));
    const double plain_ms = plain_pass_ms + sample_row_ms_ + overhead_ms_;
    ledger_.pass(total_ms, plain_ms);
    if (!latency_.wants_plain_pass()) settle_late(n_threads);
    if (outcome.n_drafted > 0 && outcome.plan.drafter > 0 &&
        static_cast<std::size_t>(outcome.plan.drafter) < drafters_.size()) {
        if (!latency_.wants_plain_pass()) {
            settle(outcome.plan.drafter, outcome.n_emitted * plain_ms - total_ms);
        } else {
            // if the machine has slowed down, one-token rounds would have taken longer, too: the next one tells
            unsettled_ = {outcome.plan.drafter, outcome.n_emitted, outcome.n_cached, n_threads, total_ms,
                          total_ms - outcome.decode_ms + expected_ms};
        }
        count_draft(outcome);
    } else if (outcome.width != plain_width_ || is_change) {
        ledger_.settle(0, std::min(0.0, outcome.n_emitted * plain_ms - total_ms));
    }
}

SpeculationReport TunedController::report() const {
    SpeculationReport report;
    for (const DrafterState & d : drafters_) {
        if (d.counts.rounds > 0) report.drafters.push_back(d.counts);
    }
    report.saved_ms = saved_ms_;
    report.lost_ms = lost_ms_;
    report.thread_changes = threads_.n_changes();
    report.off = off_ != SpeculationOff::NONE ? off_
                 : has_drafted_               ? SpeculationOff::NONE
                 : had_offers_                ? SpeculationOff::DOES_NOT_PAY
                                              : SpeculationOff::NOTHING_TO_DRAFT;
    return report;
}

}  // namespace inglenook
