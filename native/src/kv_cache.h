// Which tokens the target's KV cache holds, kept true through rewinds, aborts and errors. Every change of that cache
// goes through here.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "target.h"
#include "types.h"

namespace inglenook {

class KvCache {
public:
    explicit KvCache(Target & target) : target_(target) { tokens_.reserve(static_cast<std::size_t>(target.n_ctx())); }

    [[nodiscard]] const std::vector<Token> & tokens() const noexcept { return tokens_; }
    [[nodiscard]] std::int32_t size() const noexcept { return static_cast<std::int32_t>(tokens_.size()); }

    // Keeps the longest common prefix with `prompt`, at most its length - 1 because the last token's logits are
    // needed. Returns the tokens kept; 0 when the memory could not go back.
    std::int32_t keep_prefix(std::span<const Token> prompt);

    // Appends tokens, with logits of the last n_rows of them. False when aborted. Whatever happens, `tokens()` is what
    // the cache holds afterwards. Throws NativeError.
    [[nodiscard]] bool decode(std::span<const Token> tokens, std::int32_t n_rows);

    // Keeps the first n_keep tokens; where the memory cannot rewind, none.
    void rewind(std::int32_t n_keep);

private:
    void recover();

    Target & target_;
    std::vector<Token> tokens_;
};

}  // namespace inglenook
