#include "draft_model.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace inglenook {
namespace {

constexpr std::int32_t MOST_FAILURES = 2;  // in one answer; then the model is left alone until the next
constexpr std::int32_t MANY_TOKENS = 8;    // a batch from which on it shows what prefill costs
constexpr std::int32_t MEASURED_BATCH = 32;

std::int32_t length_of(std::span<const Token> tokens) { return static_cast<std::int32_t>(tokens.size()); }

double now_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

DraftModel::DraftModel(Target & model, std::int32_t n_target_vocab, const std::atomic<bool> & cancelled,
                       std::int32_t chunk_tokens)
    : model_(model),
      cancelled_(cancelled),
      cache_(model),
      kernels_(kernels()),
      n_vocab_(std::min(n_target_vocab, model.n_vocab())),
      maxima_(static_cast<std::size_t>(n_blocks(n_vocab_))),
      chunk_tokens_(std::clamp(chunk_tokens, 1, model.n_batch())) {}

std::int32_t DraftModel::confidence(double probability) {
    constexpr std::array<double, N_CONFIDENCES - 1> bounds = {0.05, 0.1, 0.2, 0.3,  0.4,  0.5,  0.6,  0.7,
                                                              0.8,  0.9, 0.95, 0.98, 0.99, 0.997, 0.999};
    return static_cast<std::int32_t>(std::upper_bound(bounds.begin(), bounds.end(), probability) - bounds.begin());
}

void DraftModel::begin(std::span<const Token>, const SamplerConfig & sampler, std::span<const Token>) {
    sampler_ = std::make_unique<Sampler>(sampler, n_vocab_);
    n_same_ = 0;
    n_failures_ = 0;
    is_new_answer_ = true;
}

void DraftModel::accept(std::span<const Token>, std::int32_t, std::int32_t) {
    // the next proposal compares the cache with the history and takes back what was rejected
}

// The model could decode all of `history`, and take back what it drafts after it.
bool DraftModel::can_draft_after(std::span<const Token> history) const {
    return sampler_ != nullptr && !history.empty() && n_failures_ < MOST_FAILURES && model_.most_rewind() > 0 &&
           length_of(history) <= model_.n_ctx();
}

std::int32_t DraftModel::n_behind(std::span<const Token> history) const {
    const auto cached = std::span(cache_.tokens());
    const auto n = static_cast<std::size_t>(n_same_);
    const auto same = std::mismatch(cached.begin() + n_same_, cached.end(), history.begin() + n_same_, history.end());
    const auto n_common = static_cast<std::int32_t>(n) + static_cast<std::int32_t>(same.first - cached.begin() - n_same_);
    return length_of(history) - std::min(n_common, length_of(history) - 1);
}

DraftCost DraftModel::cost(std::span<const Token> history) const {
    if (!can_draft_after(history)) return {};
    const double each = each_.or_else(0.0) + choosing_.or_else(0.0);
    const std::int32_t n_more = n_behind(history) - 1;  // the newest token is the first one's cost
    return {n_more * (n_more < MANY_TOKENS ? few_ : many_).or_else(each_.or_else(0.0)), each};
}

void DraftModel::forget() {
    cache_.rewind(0);
    n_same_ = 0;
}

// Appends to the cache, and learns what it cost. False when cancelled. Throws NativeError.
bool DraftModel::decode(std::span<const Token> tokens, bool wants_row) {
    const double start = now_ms();
    if (!cache_.decode(tokens, wants_row ? 1 : 0)) return false;
    const double ms = now_ms() - start;
    const std::int32_t n = length_of(tokens);
    if (n == 1) {
        if (wants_row) each_.learn(ms);
    } else if (n < MANY_TOKENS) {
        if (each_.ms >= 0.0) few_.learn(std::max(0.0, ms - each_.ms) / (n - 1));
    } else {
        many_.learn(ms / n);
    }
    return true;
}

// Brings the history into the cache, with the row of its last token. False when cancelled or when it cannot be.
bool DraftModel::catch_up(std::span<const Token> history) {
    const std::int32_t n_keep = length_of(history) - n_behind(history);
    cache_.rewind(n_keep);
    n_same_ = cache_.size();
    // a memory that lost the whole answer because it could not take back a few tokens would lose it again
    if (n_same_ < n_keep && !is_new_answer_) {
        n_failures_ = MOST_FAILURES;
        return false;
    }
    const auto missing = history.subspan(static_cast<std::size_t>(n_same_));
    if (std::any_of(missing.begin(), missing.end(), [&](Token id) { return id >= model_.n_vocab(); })) return false;
    // where the shape of a pass is expensive to change, a handful is faster one by one
    const bool is_one_by_one = length_of(missing) < MANY_TOKENS && few_.ms > each_.or_else(few_.ms);
    while (n_same_ < length_of(history)) {
        if (cancelled_.load(std::memory_order_relaxed)) return false;
        const std::int32_t n = is_one_by_one ? 1 : std::min(chunk_tokens_, length_of(history) - n_same_);
        const bool is_last = n_same_ + n == length_of(history);
        if (!decode(history.subspan(static_cast<std::size_t>(n_same_), static_cast<std::size_t>(n)), is_last)) {
            n_same_ = std::min(n_same_, cache_.size());
            return false;
        }
        n_same_ += n;
    }
    return true;
}

// The model's token for the position after its cache. Throws NativeError.
Token DraftModel::choose(double & probability) {
    const double start = now_ms();
    const auto row = model_.row(0).first(static_cast<std::size_t>(n_vocab_));
    const Token token = sampler_->choose(row, cache_.tokens(), cache_.size());
    const double temperature = sampler_->config().temperature;
    const double scale = temperature > 0.0 ? 1.0 / temperature : 1.0;
    const auto chosen = static_cast<double>(row[static_cast<std::size_t>(token)]);
    kernels_.block_maxima(row.data(), n_vocab_, maxima_.data());
    const auto largest = static_cast<double>(*std::max_element(maxima_.begin(), maxima_.end()));
    const double least = largest - 20.0 / scale;  // what lies below counts for nothing, and that is nearly all
    double sum = 0.0;
    for (std::int32_t block = 0; block < n_blocks(n_vocab_); ++block) {
        if (static_cast<double>(maxima_[static_cast<std::size_t>(block)]) < least) continue;
        const auto first = static_cast<std::size_t>(block) * kBlock;
        for (const float logit : row.subspan(first, std::min<std::size_t>(kBlock, row.size() - first))) {
            if (static_cast<double>(logit) >= least) sum += std::exp((static_cast<double>(logit) - largest) * scale);
        }
    }
    probability = std::exp((chosen - largest) * scale) / sum;
    choosing_.learn(now_ms() - start);
    return token;
}

void DraftModel::propose(std::span<const Token> history, std::int32_t n_most, const KeepDrafting & keep_drafting,
                         Draft & draft) {
    if (n_most < 1 || !can_draft_after(history)) return;
    try {
        const bool is_ready = catch_up(history);
        is_new_answer_ = false;
        // every drafted token but the last has to fit, too
        const std::int32_t n = std::min(n_most, model_.n_ctx() - length_of(history) + 1);
        while (is_ready) {
            double probability = 0.0;
            const Token token = choose(probability);
            if (model_.is_end_of_generation(token)) return;  // nobody needs what follows
            draft.add(token, confidence(probability));
            if (draft.size() == n || cancelled_.load(std::memory_order_relaxed)) return;
            if (keep_drafting && !keep_drafting(draft)) return;
            if (!decode(std::span(&token, 1), true)) return;
        }
    } catch (const NativeError &) {
        // drafting is a favour: the answer goes on without it
        ++n_failures_;
        forget();
    }
}

void DraftModel::measure() {
    const std::vector<Token> some(static_cast<std::size_t>(std::clamp(model_.n_ctx() - 2, 1, std::min(MEASURED_BATCH, chunk_tokens_))), 0);
    try {
        forget();
        if (!cache_.decode(std::span(some).first(1), 1)) return;  // brings the weights into memory
        if (!decode(std::span(some).first(1), true)) return;
        (void) decode(some, true);
    } catch (const NativeError &) {
    }
    forget();
}

}  // namespace inglenook
