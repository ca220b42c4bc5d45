#include "loop.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>

namespace inglenook {
namespace {

class Stopwatch {
public:
    // Milliseconds since the start, or since the previous lap.
    double lap() {
        const auto now = std::chrono::steady_clock::now();
        const double ms = std::chrono::duration<double, std::milli>(now - last_).count();
        last_ = now;
        return ms;
    }
    [[nodiscard]] double total() const {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point last_ = start_;
};

std::int32_t length_of(const std::vector<Token> & tokens) { return static_cast<std::int32_t>(tokens.size()); }

}  // namespace

Loop::Loop(Target & target, std::atomic<bool> & cancelled, std::int32_t prefill_chunk_tokens,
           std::vector<std::unique_ptr<Drafter>> drafters, std::unique_ptr<Controller> controller)
    : target_(target),
      cancelled_(cancelled),
      cache_(target),
      drafters_(std::move(drafters)),
      controller_(std::move(controller)),
      chunk_tokens_(std::min(prefill_chunk_tokens, target.n_batch())) {
    if (prefill_chunk_tokens < 1) {
        throw std::invalid_argument("prefill_chunk_tokens is " + std::to_string(prefill_chunk_tokens) +
                                    "; it must be 1 or more.");
    }
    drafters_.insert(drafters_.begin(), std::make_unique<NoDrafter>());
    drafts_.resize(drafters_.size());
    offers_.resize(drafters_.size());
    for (std::size_t i = 0; i < drafts_.size(); ++i) offers_[i].draft = &drafts_[i];
    draft_ = &drafts_.front();
}

std::int32_t Loop::begin(std::vector<Token> prompt, const SamplerConfig & sampler, std::int32_t max_tokens,
                         std::vector<std::string> stop, SpeculationConfig speculation) {
    if (prompt.empty()) throw std::invalid_argument("The prompt has no tokens; give at least one.");
    if (length_of(prompt) > target_.n_ctx()) {
        throw std::invalid_argument("The prompt has " + std::to_string(prompt.size()) + " tokens; the context holds " +
                                    std::to_string(target_.n_ctx()) + ".");
    }
    const std::int32_t n_vocab = target_.n_vocab();
    const auto check_ids = [&](const char * what, const std::vector<Token> & ids) {
        for (const Token id : ids) {
            if (id < 0 || id >= n_vocab) {
                throw std::invalid_argument(std::string(what) + " contains token " + std::to_string(id) +
                                            "; this vocabulary has 0 to " + std::to_string(n_vocab - 1) + ".");
            }
        }
    };
    check_ids("The prompt", prompt);
    check_ids("The prediction", speculation.prediction);
    if (max_tokens < 0) {
        throw std::invalid_argument("max_tokens is " + std::to_string(max_tokens) +
                                    "; it must be 0 (as many as the context holds) or more.");
    }
    auto new_sampler = std::make_unique<Sampler>(sampler, n_vocab);  // validates
    text_.begin(std::move(stop));                                    // validates

    sampler_ = std::move(new_sampler);
    history_ = std::move(prompt);
    history_.reserve(static_cast<std::size_t>(target_.n_ctx()) + 1);
    n_prompt_ = length_of(history_);
    max_tokens_ = max_tokens;
    has_row_ = false;
    finish_ = Finish::NONE;
    cancelled_.store(false);
    speculation_ = std::move(speculation);
    const std::int32_t n_back = speculation_.is_strict && !target_.forgets_rewinds() ? 0 : target_.most_rewind();
    strict_width_ = !speculation_.is_strict ? 0 : n_back < STRICT_WIDTH ? 1 : STRICT_WIDTH;
    has_begun_drafters_ = false;
    const std::int32_t n_kept = cache_.keep_prefix(history_);
    AnswerTerms terms{speculation_.mode, speculation_.is_strict, n_back, {}};
    for (std::size_t i = 0; i < drafters_.size(); ++i) {
        terms.drafters.push_back({drafters_[i]->name(), is_allowed(i), drafters_[i]->is_free(), drafters_[i]->priors()});
    }
    controller_->begin(terms);
    return n_kept;
}

bool Loop::is_allowed(std::size_t drafter) const {
    if (drafter == 0) return false;
    switch (speculation_.mode) {
        case Speculation::AUTO: return true;
        case Speculation::OFF: return false;
        case Speculation::LOOKUP: return drafters_[drafter]->is_free();
        case Speculation::DRAFT: return !drafters_[drafter]->is_free();
    }
    return false;
}

// Appends history_[cache size .. n_wanted) to the cache, at most one chunk of it. False when aborted.
bool Loop::decode_chunk(std::int32_t n_wanted, std::int32_t n_rows) {
    const std::int32_t begin = cache_.size();
    const std::int32_t n = std::min(chunk_tokens_, n_wanted - begin);
    const std::span<const Token> chunk(history_.data() + begin, static_cast<std::size_t>(n));
    if (cache_.decode(chunk, begin + n == n_wanted ? n_rows : 0)) return true;
    if (!cancelled_.load()) throw NativeError("llama.cpp aborted a decode that nobody cancelled.", 2);
    return false;
}

std::int32_t Loop::prefill() {
    if (finish_ == Finish::NONE && !has_row_ && !cancelled_.load() && cache_.size() < n_prompt_) {
        has_row_ = decode_chunk(n_prompt_, 1) && cache_.size() == n_prompt_;
    }
    return std::min(cache_.size(), n_prompt_);
}

// Normally nothing: only the newest token is not in the cache. After a rewind that this memory refused, the whole
// conversation is decoded again. False when cancelled.
bool Loop::catch_up() {
    const std::int32_t n_wanted = length_of(history_) - 1;
    while (cache_.size() < n_wanted) {
        if (cancelled_.load() || !decode_chunk(n_wanted, 0)) return false;
    }
    return true;
}

// Positions that an answer may fill: in strict mode the last pass needs room for its fillers.
std::int32_t Loop::usable_ctx() const { return target_.n_ctx() - std::max(0, strict_width_ - 1); }

std::int32_t Loop::most_width() const {
    const std::int32_t by_memory = std::max(0, std::min(target_.most_rewind(), target_.n_batch())) + 1;
    return std::min({target_.n_ctx() - cache_.size(), target_.n_batch(), target_.n_most_rows(), by_memory});
}

std::int32_t Loop::most_draft() const {
    const std::int32_t n_generated = length_of(history_) - n_prompt_;
    // a round emits one token more than it drafts, and decodes the newest token besides
    const std::int32_t by_context = usable_ctx() - length_of(history_);
    const std::int32_t by_length = max_tokens_ == 0 ? by_context : max_tokens_ - n_generated - 1;
    const std::int32_t by_width = (strict_width_ > 0 ? std::min(strict_width_, most_width()) : most_width()) - 1;
    return std::max(0, std::min({by_context, by_length, by_width}));
}

// Not in `begin`: reading a long prompt takes milliseconds, and the first token should not wait for them.
void Loop::begin_drafters() {
    if (has_begun_drafters_) return;
    for (std::size_t i = 1; i < drafters_.size(); ++i) {
        if (is_allowed(i)) drafters_[i]->begin(history_, sampler_->config(), speculation_.prediction);
    }
    has_begun_drafters_ = true;
}

void Loop::ask_free_drafters(std::int32_t n_most) {
    for (std::size_t i = 0; i < drafters_.size(); ++i) {
        drafts_[i].clear();
        offers_[i].cost = {};
        if (!is_allowed(i) || n_most < 1) continue;
        if (drafters_[i]->is_free()) {
            drafters_[i]->propose(history_, n_most, {}, drafts_[i]);
            clean(drafts_[i], n_most);
        } else {
            offers_[i].cost = drafters_[i]->cost(history_);
        }
    }
}

void Loop::clean(Draft & draft, std::int32_t n_most) const {
    // the row before an end-of-generation token decides about it; it need not be decoded, nor what follows
    const auto end = std::find_if(draft.tokens.begin(), draft.tokens.end(), [&](Token id) {
        return id < 0 || id >= target_.n_vocab() || target_.is_end_of_generation(id);
    });
    const auto n = static_cast<std::int32_t>(end - draft.tokens.begin());
    if (draft.size() > std::min(n, n_most)) draft.resize(std::min(n, n_most));
}

// What the controller wants of this round; `draft_` is then what is to be verified.
Plan Loop::plan_and_draft() {
    const std::int32_t n_most = most_draft();
    begin_drafters();
    ask_free_drafters(n_most);
    const Plan plan = controller_->plan({cache_.size(), n_most, most_width(), offers_});
    const auto drafter = static_cast<std::size_t>(plan.drafter);
    draft_ = &drafts_.at(drafter);
    const std::int32_t n_wanted = std::clamp(plan.n_draft, 0, n_most);
    if (is_allowed(drafter) && !drafters_[drafter]->is_free() && n_wanted > 0) {
        const auto keep_drafting = [this](const Draft & draft) {
            return !cancelled_.load() && controller_->is_worth_another(draft);
        };
        drafters_[drafter]->propose(history_, n_wanted, keep_drafting, *draft_);
        clean(*draft_, n_wanted);
    }
    if (draft_->size() > n_wanted) draft_->resize(n_wanted);
    return plan;
}

Finish Loop::take(Token token) {
    history_.push_back(token);
    const Stopwatch watch;
    piece_.clear();
    target_.append_piece(token, piece_);
    const bool is_stop = text_.push(token, piece_);
    detokenize_ms_ += watch.total();
    if (is_stop) return Finish::STOP_STRING;
    const bool is_long_enough = max_tokens_ > 0 && length_of(history_) - n_prompt_ >= max_tokens_;
    const bool is_context_full = length_of(history_) > usable_ctx();  // the next pass could not hold this token
    return is_long_enough || is_context_full ? Finish::LENGTH : Finish::NONE;
}

Loop::Chosen Loop::choose_rows() {
    Chosen chosen;
    const std::vector<Token> & draft = draft_->tokens;
    for (std::size_t i = 0;; ++i) {
        const Token token =
            sampler_->choose(target_.row(static_cast<std::int32_t>(i)), history_, length_of(history_));
        const bool is_accepted = i < draft.size() && token == draft[i];
        if (target_.is_end_of_generation(token)) {
            chosen.finish = Finish::STOP_TOKEN;
            return chosen;
        }
        chosen.tokens.push_back(token);
        if (is_accepted) ++chosen.n_accepted;
        chosen.finish = take(token);
        if (chosen.finish != Finish::NONE || !is_accepted) {
            chosen.was_cut = is_accepted && i + 1 < draft.size();
            return chosen;
        }
    }
}

Round Loop::end_round(Finish finish, Round round, double duration_ms) {
    finish_ = finish;
    round.finish = finish;
    const Stopwatch watch;
    text_.take(finish != Finish::NONE, round.text, round.tokens);
    round.duration_ms = duration_ms;
    round.detokenize_ms = detokenize_ms_ + watch.total();
    return round;
}

Round Loop::decode_round() {
    try {
        return run_round();
    } catch (...) {
        // the cache may hold drafted tokens that nobody verified, so this answer cannot go on; `begin` mends it
        if (finish_ == Finish::NONE && length_of(history_) > n_prompt_) finish_ = Finish::CANCELLED;
        throw;
    }
}

Round Loop::run_round() {
    Stopwatch watch;
    detokenize_ms_ = 0.0;
    if (finish_ != Finish::NONE) throw NativeError("The answer has ended; begin another before decoding.");
    if (cancelled_.load()) return end_round(Finish::CANCELLED, {}, watch.total());
    if (!has_row_ && length_of(history_) == n_prompt_) {
        throw NativeError("The prompt is not in the KV cache yet; call prefill until it returns the prompt's length.");
    }

    Outcome outcome;
    draft_ = &drafts_.front();
    draft_->clear();
    if (!has_row_) {
        if (!catch_up()) return end_round(Finish::CANCELLED, {}, watch.total());
        (void) watch.lap();
        outcome.plan = plan_and_draft();
        outcome.n_cached = cache_.size();
        if (outcome.plan.n_threads > 0) set_threads(outcome.plan.n_threads);
        outcome.draft_ms = watch.lap();
        batch_.assign(1, history_.back());
        batch_.insert(batch_.end(), draft_->tokens.begin(), draft_->tokens.end());
        const std::int32_t width = strict_width_ > 0 ? strict_width_ : outcome.plan.width;
        outcome.width = std::max(length_of(batch_), std::min(width, most_width()));
        batch_.resize(static_cast<std::size_t>(outcome.width), history_.back());  // fillers; their rows go unread
        if (!cache_.decode(batch_, outcome.width)) {
            if (!cancelled_.load()) throw NativeError("llama.cpp aborted a decode that nobody cancelled.", 2);
            return end_round(Finish::CANCELLED, {}, watch.total());
        }
        outcome.decode_ms = watch.lap();
    } else {
        outcome.n_cached = cache_.size();
    }

    const Chosen chosen = choose_rows();
    outcome.sample_ms = watch.lap();
    has_row_ = false;
    // the newest token of the round before and the drafted tokens that the target chose too stay in the cache
    if (outcome.width > 0) cache_.rewind(outcome.n_cached + 1 + chosen.n_accepted);
    outcome.n_drafted = draft_->size();
    outcome.n_accepted = chosen.n_accepted;
    outcome.n_emitted = length_of(chosen.tokens);
    outcome.was_cut = chosen.was_cut;
    outcome.emitted = chosen.tokens;
    outcome.evidence = draft_->evidence;
    for (std::size_t i = 1; has_begun_drafters_ && i < drafters_.size(); ++i) {
        if (!is_allowed(i)) continue;
        const bool is_own = static_cast<std::int32_t>(i) == outcome.plan.drafter;
        drafters_[i]->accept(history_, outcome.n_emitted, is_own ? chosen.n_accepted : 0);
    }
    outcome.total_ms = watch.total();
    controller_->observe(outcome);

    Round round;
    round.drafted = outcome.n_drafted;
    round.accepted = outcome.n_accepted;
    return end_round(chosen.finish, std::move(round), outcome.total_ms);
}

void Loop::set_threads(std::int32_t n_threads) {
    if (n_threads == n_threads_) return;
    target_.set_threads(n_threads);
    for (const auto & drafter : drafters_) drafter->set_threads(n_threads);
    n_threads_ = n_threads;
}

std::int32_t Loop::warm(std::span<const Token> text) {
    if (finish_ == Finish::NONE) throw NativeError("An answer is being generated; measure when it has ended.");
    if (text.empty()) return 0;
    std::vector<Token> wanted(text.begin(), text.end());
    wanted.push_back(wanted.back());  // keep_prefix leaves the last one out
    cache_.keep_prefix(wanted);
    while (cache_.size() < std::ssize(text) && !cancelled_.load()) {
        const auto n = std::min<std::size_t>(static_cast<std::size_t>(chunk_tokens_), text.size() - cache_.tokens().size());
        if (!cache_.decode(text.subspan(cache_.tokens().size(), n), 0)) break;
    }
    return cache_.size();
}

double Loop::time_pass(std::int32_t width, std::int32_t n_threads) {
    if (finish_ == Finish::NONE) throw NativeError("An answer is being generated; measure when it has ended.");
    if (width < 1) throw std::invalid_argument("width is " + std::to_string(width) + "; it must be 1 or more.");
    const std::int32_t n_before = cache_.size();
    if (cancelled_.load() || width > most_width() || n_before == 0) return -1.0;
    if (n_threads > 0) set_threads(n_threads);
    // tokens that are there: a mixture of experts routes other tokens elsewhere
    batch_.clear();
    for (std::int32_t i = 0; i < width; ++i) {
        batch_.push_back(cache_.tokens()[static_cast<std::size_t>(i % n_before)]);
    }
    Stopwatch watch;
    const bool is_done = cache_.decode(batch_, width);
    const double ms = watch.lap();
    if (is_done) cache_.rewind(n_before);
    return is_done ? ms : -1.0;
}

}  // namespace inglenook
