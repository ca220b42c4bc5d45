#include "llama_target.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

#include "llama_api.h"

namespace inglenook {

using llama::api;

namespace {

bool is_set(void * flag) { return static_cast<std::atomic<bool> *>(flag)->load(std::memory_order_relaxed); }

std::int32_t as_count(std::uint32_t n) {
    return static_cast<std::int32_t>(std::min<std::uint32_t>(n, std::numeric_limits<std::int32_t>::max()));
}

[[noreturn]] void fail(std::int32_t code, std::int32_t n_tokens, std::int32_t position) {
    const std::string what = std::to_string(n_tokens) + (n_tokens == 1 ? " token" : " tokens") + " at position " +
                             std::to_string(position) + " (code " + std::to_string(code) + "). ";
    switch (code) {
        case -1: throw NativeError("llama.cpp refused " + what + "Load the model again.", code);
        case -2:
            throw NativeError("There was not enough memory to compute " + what +
                                  "Close other programs, or load the model with a smaller context or fewer GPU layers.",
                              code);
        default:
            throw NativeError("llama.cpp could not compute " + what +
                                  "Load the model again; if that does not help, load it with fewer GPU layers.",
                              code);
    }
}

}  // namespace

LlamaTarget::LlamaTarget(std::uintptr_t context_address, const Vocab & vocab, std::atomic<bool> & abort,
                         std::int32_t n_most_rows)
    : context_(reinterpret_cast<llama_context *>(context_address)), vocab_(vocab) {
    if (context_ == nullptr) throw std::invalid_argument("The context's address is 0: it was not created.");
    const llama_model * model = api().llama_get_model(context_);
    if (api().llama_model_get_vocab(model) != vocab.address()) {
        throw std::invalid_argument("The context belongs to another model than the vocabulary.");
    }
    if (api().llama_get_memory(context_) == nullptr) {
        throw std::invalid_argument("This model keeps no memory of the text, so it cannot continue one.");
    }
    n_ctx_ = as_count(api().llama_n_ctx_seq(context_));
    n_batch_ = as_count(api().llama_n_batch(context_));
    if (n_most_rows < 1) throw std::invalid_argument("A context without logits cannot choose tokens.");
    n_most_rows_ = std::min(n_most_rows, n_batch_);
    n_window_ = api().llama_model_n_swa(model);
    has_state_ = api().llama_model_is_recurrent(model) || api().llama_model_is_hybrid(model);
    n_snapshots_ = as_count(api().llama_n_rs_seq(context_));  // what was asked for, 0 where the model has none
    n_ubatch_ = as_count(api().llama_n_ubatch(context_));
    const auto n = static_cast<std::size_t>(n_batch_);
    positions_.resize(n);
    n_sequences_.resize(n, 1);
    sequences_.resize(n, &sequence_);
    wants_logits_.resize(n);
    clear();  // from here on it is known what the cache holds
    // Once, not for each decode: it makes llama.cpp write a line to its log, which is a Python function here.
    api().llama_set_abort_callback(context_, is_set, &abort);
}

Target::Status LlamaTarget::decode(std::span<const Token> tokens, std::int32_t first_position, std::int32_t n_rows) {
    const auto n = static_cast<std::int32_t>(tokens.size());
    n_rows_ = 0;
    n_last_ubatch_ = 0;
    // llama.cpp meets a batch that is too large with an assertion, which ends the process
    if (n < 1 || n > n_batch_ || n_rows < 0 || n_rows > n) {
        throw NativeError("A batch of " + std::to_string(n) + " tokens with " + std::to_string(n_rows) +
                          " rows of logits does not fit this context, which takes " + std::to_string(n_batch_) + ".");
    }
    if (first_position > n_ctx_ - n) return Status::NO_SPACE;
    first_row_ = n - n_rows;
    for (std::int32_t i = 0; i < n; ++i) {
        positions_[static_cast<std::size_t>(i)] = first_position + i;
        wants_logits_[static_cast<std::size_t>(i)] = i >= first_row_;
    }
    llama_batch batch{};
    batch.n_tokens = n;
    batch.token = const_cast<Token *>(tokens.data());  // llama_decode only reads it
    batch.pos = positions_.data();
    batch.n_seq_id = n_sequences_.data();
    batch.seq_id = sequences_.data();
    batch.logits = wants_logits_.data();
    switch (const std::int32_t code = api().llama_decode(context_, batch)) {
        case 0: break;
        case 1: return Status::NO_SPACE;
        case 2: return Status::ABORTED;
        default: fail(code, n, first_position);
    }
    api().llama_synchronize(context_);  // a GPU still computes; what is measured and cancelled should be true
    n_rows_ = n_rows;
    n_cached_ = first_position + n;
    // a batch is cut into pieces of n_ubatch, and the last tokens that a recurrent state has snapshots of stay together
    n_last_ubatch_ = has_state_ ? n : (n - 1) % n_ubatch_ + 1;
    return Status::OK;
}

std::span<float> LlamaTarget::row(std::int32_t i) {
    float * logits = i >= 0 && i < n_rows_ ? api().llama_get_logits_ith(context_, first_row_ + i) : nullptr;
    if (logits == nullptr) throw NativeError("llama.cpp has no logits for row " + std::to_string(i) + ".");
    return {logits, static_cast<std::size_t>(n_vocab())};
}

// llama.cpp would also go back to what is no longer there: it removes cells, and does not ask what later tokens see.
bool LlamaTarget::can_rewind(std::int32_t n_keep) const {
    const std::int32_t n_back = n_cached_ - n_keep;
    if (has_state_) {
        // a pass writes a snapshot after each of its own tokens; the older ones are those of an earlier pass, and stale
        return n_back <= 0 || (n_back <= n_snapshots_ && n_back < n_last_ubatch_);
    }
    // an ubatch overwrites only what its first token does not see, so all of it can be taken back
    if (n_window_ == 0 || n_back <= n_last_ubatch_) return true;
    const auto memory = api().llama_get_memory(context_);
    return api().llama_memory_seq_pos_min(memory, sequence_) <= std::max(0, n_keep - n_window_);
}

bool LlamaTarget::rewind(std::int32_t n_keep) {
    if (!can_rewind(n_keep)) return false;
    const auto memory = api().llama_get_memory(context_);
    if (!api().llama_memory_seq_rm(memory, sequence_, n_keep, -1) ||
        api().llama_memory_seq_pos_max(memory, sequence_) != n_keep - 1) {
        return false;
    }
    if (has_state_ && n_keep < n_cached_) n_last_ubatch_ = 0;  // it goes back once, until the next pass
    n_last_ubatch_ = std::max(0, n_last_ubatch_ - (n_cached_ - n_keep));
    n_cached_ = n_keep;
    return true;
}

std::int32_t LlamaTarget::most_rewind() const {
    if (has_state_) return n_snapshots_;
    return n_window_ > 0 ? std::min(n_batch_, n_ubatch_) - 1 : std::numeric_limits<std::int32_t>::max();
}

// Elsewhere a token's cell is its position. A sliding-window cache is a ring, in which a rewind at the seam leaves the
// tokens in another order, and sums over them come out otherwise in the last bit.
bool LlamaTarget::forgets_rewinds() const { return n_window_ == 0 || n_ctx_ <= n_window_ + n_ubatch_; }

void LlamaTarget::clear() {
    api().llama_memory_clear(api().llama_get_memory(context_), /*data=*/false);
    n_cached_ = 0;
    n_last_ubatch_ = 0;
}

std::int32_t LlamaTarget::n_valid_after_fault() {
    if (has_state_) return 0;  // a recurrent state may be half overwritten, whatever its position says
    n_cached_ = api().llama_memory_seq_pos_max(api().llama_get_memory(context_), sequence_) + 1;
    return n_cached_;
}

void LlamaTarget::set_threads(std::int32_t n_threads) {
    if (n_threads < 1 || n_threads > 1024) {
        throw std::invalid_argument("n_threads is " + std::to_string(n_threads) + "; it must be between 1 and 1024.");
    }
    api().llama_set_n_threads(context_, n_threads, n_threads);
}

}  // namespace inglenook
