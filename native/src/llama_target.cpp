#include "llama_target.h"

#include <algorithm>
#include <stdexcept>

#include "llama_api.h"

namespace inglenook {

using llama::api;

namespace {
bool is_aborted(void * flag) { return static_cast<std::atomic<bool> *>(flag)->load(std::memory_order_relaxed); }
}  // namespace

LlamaTarget::LlamaTarget(std::uintptr_t context_address, const Vocab & vocab, std::atomic<bool> & abort)
    : context_(reinterpret_cast<llama_context *>(context_address)),
      vocab_(vocab),
      n_window_(api().llama_model_n_swa(api().llama_get_model(context_))),
      positions_(static_cast<std::size_t>(n_batch())),
      n_sequences_(positions_.size(), 1),
      sequences_(positions_.size(), &sequence_),
      wants_logits_(positions_.size()) {
    api().llama_set_abort_callback(context_, is_aborted, &abort);
}

LlamaTarget::~LlamaTarget() { api().llama_set_abort_callback(context_, nullptr, nullptr); }

std::int32_t LlamaTarget::n_ctx() const { return static_cast<std::int32_t>(api().llama_n_ctx(context_)); }
std::int32_t LlamaTarget::n_batch() const { return static_cast<std::int32_t>(api().llama_n_batch(context_)); }

Target::Status LlamaTarget::decode(std::span<const Token> tokens, std::int32_t first_position, std::int32_t n_rows) {
    const auto n = static_cast<std::int32_t>(tokens.size());
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
    const std::int32_t code = api().llama_decode(context_, batch);
    switch (code) {
        case 0: break;
        case 1: return Status::NO_SPACE;
        case 2: return Status::ABORTED;
        default:
            throw NativeError("llama.cpp could not decode " + std::to_string(n) + " tokens at position " +
                                  std::to_string(first_position) + " (code " + std::to_string(code) + ").",
                              code);
    }
    api().llama_synchronize(context_);
    return Status::OK;
}

std::span<float> LlamaTarget::row(std::int32_t i) {
    float * logits = api().llama_get_logits_ith(context_, first_row_ + i);
    if (logits == nullptr) throw NativeError("llama.cpp has no logits for row " + std::to_string(i) + ".");
    return {logits, static_cast<std::size_t>(n_vocab())};
}

bool LlamaTarget::rewind(std::int32_t n_keep) {
    const auto memory = api().llama_get_memory(context_);
    if (n_window_ > 0 && api().llama_memory_seq_pos_min(memory, sequence_) > std::max(0, n_keep - n_window_)) {
        return false;  // part of the window that position n_keep looks back on has been overwritten
    }
    return api().llama_memory_seq_rm(memory, sequence_, n_keep, -1);
}

void LlamaTarget::clear() { api().llama_memory_clear(api().llama_get_memory(context_), /*data=*/true); }

std::int32_t LlamaTarget::n_valid_after_fault() {
    return api().llama_memory_seq_pos_max(api().llama_get_memory(context_), sequence_) + 1;
}

void LlamaTarget::set_threads(std::int32_t n_threads) {
    if (n_threads < 1 || n_threads > 1024) {
        throw std::invalid_argument("n_threads is " + std::to_string(n_threads) + "; it must be between 1 and 1024.");
    }
    api().llama_set_n_threads(context_, n_threads, n_threads);
}

}  // namespace inglenook
