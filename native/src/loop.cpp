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
}

std::int32_t Loop::begin(std::vector<Token> prompt, const SamplerConfig & sampler, std::int32_t max_tokens,
                         std::vector<std::string> stop) {
    if (prompt.empty()) throw std::invalid_argument("The prompt has no tokens; give at least one.");
    if (length_of(prompt) > target_.n_ctx()) {
        throw std::invalid_argument("The prompt has " + std::to_string(prompt.size()) + " tokens; the context holds " +
                                    std::to_string(target_.n_ctx()) + ".");
    }
    const std::int32_t n_vocab = target_.n_vocab();
    for (const Token id : prompt) {
        if (id < 0 || id >= n_vocab) {
            throw std::invalid_argument("The prompt contains token " + std::to_string(id) + "; this vocabulary has 0 to " +
                                        std::to_string(n_vocab - 1) + ".");
        }
    }
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
    const std::int32_t n_kept = cache_.keep_prefix(history_);
    for (const auto & drafter : drafters_) drafter->begin(history_, sampler);
    controller_->begin();
    return n_kept;
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

std::int32_t Loop::most_draft() const {
    const std::int32_t n_generated = length_of(history_) - n_prompt_;
    // a round emits one token more than it drafts, and decodes the newest token besides
    const std::int32_t by_context = target_.n_ctx() - length_of(history_);
    const std::int32_t by_length = max_tokens_ == 0 ? by_context : max_tokens_ - n_generated - 1;
    return std::max(0, std::min({by_context, by_length, target_.n_batch() - 1}));
}

void Loop::draft(const Plan & plan) {
    draft_.clear();
    const std::int32_t n_most = std::min(plan.n_draft, most_draft());
    if (n_most < 1) return;
    drafters_.at(static_cast<std::size_t>(plan.drafter))->propose(n_most, draft_);
    if (length_of(draft_) > n_most) draft_.resize(static_cast<std::size_t>(n_most));
    // the row before an end-of-generation token decides about it; it need not be decoded, nor what follows
    const auto end = std::find_if(draft_.begin(), draft_.end(), [&](Token id) {
        return id < 0 || id >= target_.n_vocab() || target_.is_end_of_generation(id);
    });
    draft_.erase(end, draft_.end());
}

Finish Loop::take(Token token) {
    history_.push_back(token);
    piece_.clear();
    target_.append_piece(token, piece_);
    if (text_.push(token, piece_)) return Finish::STOP_STRING;
    const bool is_long_enough = max_tokens_ > 0 && length_of(history_) - n_prompt_ >= max_tokens_;
    const bool is_context_full = length_of(history_) > target_.n_ctx();  // the next pass could not hold this token
    return is_long_enough || is_context_full ? Finish::LENGTH : Finish::NONE;
}

Loop::Chosen Loop::choose_rows() {
    Chosen chosen;
    for (std::size_t i = 0;; ++i) {
        const Token token =
            sampler_->choose(target_.row(static_cast<std::int32_t>(i)), history_, length_of(history_));
        const bool is_accepted = i < draft_.size() && token == draft_[i];
        if (target_.is_end_of_generation(token)) {
            chosen.finish = Finish::STOP_TOKEN;
            return chosen;
        }
        chosen.tokens.push_back(token);
        if (is_accepted) ++chosen.n_accepted;
        chosen.finish = take(token);
        if (chosen.finish != Finish::NONE || !is_accepted) return chosen;
    }
}

Round Loop::end_round(Finish finish, Round round, double duration_ms) {
    finish_ = finish;
    round.finish = finish;
    text_.take(finish != Finish::NONE, round.text, round.tokens);
    round.duration_ms = duration_ms;
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
    if (finish_ != Finish::NONE) throw NativeError("The answer has ended; begin another before decoding.");
    if (cancelled_.load()) return end_round(Finish::CANCELLED, {}, watch.total());
    if (!has_row_ && length_of(history_) == n_prompt_) {
        throw NativeError("The prompt is not in the KV cache yet; call prefill until it returns the prompt's length.");
    }

    Outcome outcome;
    draft_.clear();
    if (!has_row_) {
        if (!catch_up()) return end_round(Finish::CANCELLED, {}, watch.total());
        outcome.plan = controller_->plan({cache_.size(), most_draft()});
        outcome.n_cached = cache_.size();
        (void) watch.lap();
        draft(outcome.plan);
        outcome.draft_ms = watch.lap();
        batch_.assign(1, history_.back());
        batch_.insert(batch_.end(), draft_.begin(), draft_.end());
        const std::int32_t most_wide = std::min(target_.n_ctx() - cache_.size(), target_.n_batch());
        outcome.width = std::max(length_of(batch_), std::min(outcome.plan.width, most_wide));
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
    for (std::size_t i = 0; i < drafters_.size(); ++i) {
        const bool is_own = static_cast<std::int32_t>(i) == outcome.plan.drafter;
        drafters_[i]->accept(chosen.tokens, is_own ? chosen.n_accepted : 0);
    }
    outcome.n_drafted = length_of(draft_);
    outcome.n_accepted = chosen.n_accepted;
    outcome.n_emitted = length_of(chosen.tokens);
    outcome.total_ms = watch.total();
    controller_->observe(outcome);

    Round round;
    round.drafted = outcome.n_drafted;
    round.accepted = outcome.n_accepted;
    return end_round(chosen.finish, std::move(round), outcome.total_ms);
}

}  // namespace inglenook
