#include "kv_cache.h"

#include <algorithm>
#include <string>

namespace inglenook {

std::int32_t KvCache::keep_prefix(std::span<const Token> prompt) {
    const std::size_t most = std::min(tokens_.size(), prompt.size() - 1);
    std::size_t n = 0;
    while (n < most && tokens_[n] == prompt[n]) ++n;
    rewind(static_cast<std::int32_t>(n));
    return size();
}

bool KvCache::decode(std::span<const Token> tokens, std::int32_t n_rows) {
    Target::Status status;
    try {
        status = target_.decode(tokens, size(), n_rows);
    } catch (...) {
        recover();
        throw;
    }
    switch (status) {
        case Target::Status::OK:
            tokens_.insert(tokens_.end(), tokens.begin(), tokens.end());
            return true;
        case Target::Status::ABORTED:
            // what was processed of this batch may stay; it is known which tokens those are
            tokens_.insert(tokens_.end(), tokens.begin(), tokens.end());
            recover();
            return false;
        case Target::Status::NO_SPACE: break;
    }
    throw NativeError("The KV cache has no room for " + std::to_string(tokens.size()) + " more tokens: it holds " +
                          std::to_string(size()) + " of " + std::to_string(target_.n_ctx()) +
                          ". Start a new conversation or load the model with a larger context.",
                      1);
}

void KvCache::rewind(std::int32_t n_keep) {
    if (n_keep >= size()) return;
    if (n_keep > 0 && target_.rewind(n_keep)) {
        tokens_.resize(static_cast<std::size_t>(n_keep));
        return;
    }
    target_.clear();
    tokens_.clear();
}

void KvCache::recover() {
    const std::int32_t n_held = target_.n_valid_after_fault();
    const std::int32_t n_valid = std::min(n_held, size());
    // what the failed batch left behind it must go: those positions will be decoded again
    if (n_valid == 0 || (n_held > n_valid && !target_.rewind(n_valid))) {
        target_.clear();
        tokens_.clear();
        return;
    }
    tokens_.resize(static_cast<std::size_t>(n_valid));
}

}  // namespace inglenook
