#include "llama_vocab.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <stdexcept>

#include "llama_api.h"

namespace inglenook {

using llama::api;

Vocab::Vocab(std::uintptr_t model_address) {
    if (model_address == 0) throw std::invalid_argument("The model's address is 0: it was not loaded.");
    vocab_ = api().llama_model_get_vocab(reinterpret_cast<const llama_model *>(model_address));
    n_tokens_ = api().llama_vocab_n_tokens(vocab_);
}

Token Vocab::bos() const { return api().llama_vocab_bos(vocab_); }
Token Vocab::eos() const { return api().llama_vocab_eos(vocab_); }
Token Vocab::eot() const { return api().llama_vocab_eot(vocab_); }
bool Vocab::adds_bos() const { return api().llama_vocab_get_add_bos(vocab_); }
bool Vocab::is_end_of_generation(Token token) const { return api().llama_vocab_is_eog(vocab_, token); }

std::vector<Token> Vocab::tokenize(std::string_view text) const {
    if (text.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()) / 2) {
        throw std::invalid_argument("The text has " + std::to_string(text.size()) + " bytes; at most 1 GiB is tokenised.");
    }
    const auto n_bytes = static_cast<std::int32_t>(text.size());
    std::vector<Token> tokens(text.size() / 2 + 8);
    const auto run = [&] {
        return api().llama_tokenize(vocab_, text.data(), n_bytes, tokens.data(), static_cast<std::int32_t>(tokens.size()),
                                    /*add_special=*/false, /*parse_special=*/false);
    };
    std::int32_t n = run();
    if (n < 0 && n != std::numeric_limits<std::int32_t>::min()) {
        tokens.resize(static_cast<std::size_t>(-n));
        n = run();
    }
    if (n < 0) throw NativeError("llama.cpp could not tokenise " + std::to_string(text.size()) + " bytes of text.", n);
    tokens.resize(static_cast<std::size_t>(n));
    return tokens;
}

std::vector<ControlToken> Vocab::control_tokens() const {
    std::vector<ControlToken> found;
    for (Token id = 0; id < n_tokens_; ++id) {
        const auto attributes = static_cast<unsigned>(api().llama_vocab_get_attr(vocab_, id));
        if ((attributes & (LLAMA_TOKEN_ATTR_CONTROL | LLAMA_TOKEN_ATTR_UNKNOWN)) == 0) continue;
        const char * text = api().llama_vocab_get_text(vocab_, id);
        if (text == nullptr || *text == '\0') continue;
        found.push_back({id, text, (attributes & LLAMA_TOKEN_ATTR_LSTRIP) != 0,
                         (attributes & LLAMA_TOKEN_ATTR_RSTRIP) != 0});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const ControlToken & a, const ControlToken & b) { return a.text.size() > b.text.size(); });
    return found;
}

std::string Vocab::why_it_cannot_draft_for(const Vocab & target) const {
    constexpr std::int32_t kMostMissing = 128;
    if (api().llama_vocab_type(vocab_) != api().llama_vocab_type(target.vocab_)) {
        return "Its tokens are of another kind.";
    }
    if (std::abs(n_tokens_ - target.n_tokens_) > kMostMissing) {
        return "It has " + std::to_string(n_tokens_) + " tokens instead of " + std::to_string(target.n_tokens_) + ".";
    }
    const bool has_bos = target.adds_bos();
    if (adds_bos() != has_bos || (has_bos && bos() != target.bos()) || eos() != target.eos()) {
        return "Its texts begin or end with other tokens.";
    }
    std::string own;
    std::string others;
    for (Token id = 0; id < std::min(n_tokens_, target.n_tokens_); ++id) {
        own.clear();
        others.clear();
        append_piece(id, true, own);
        target.append_piece(id, true, others);
        constexpr auto control = static_cast<unsigned>(LLAMA_TOKEN_ATTR_CONTROL | LLAMA_TOKEN_ATTR_UNKNOWN);
        const auto kind = [&](const llama_vocab * vocab) {
            return static_cast<unsigned>(api().llama_vocab_get_attr(vocab, id)) & control;
        };
        if (own != others || kind(vocab_) != kind(target.vocab_)) {
            return "Its token " + std::to_string(id) + " is another one.";
        }
    }
    return {};
}

std::string Vocab::identity() const {
    std::string bytes;
    const auto add = [&](std::int32_t value) {
        for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(static_cast<std::uint32_t>(value) >> shift);
    };
    for (const std::int32_t value : {static_cast<std::int32_t>(api().llama_vocab_type(vocab_)), bos(), eos(),
                                     static_cast<std::int32_t>(adds_bos()), n_tokens_}) {
        add(value);
    }
    std::string piece;
    for (Token id = 0; id < n_tokens_; ++id) {
        piece.clear();
        append_piece(id, true, piece);
        add(static_cast<std::int32_t>(api().llama_vocab_get_attr(vocab_, id)));
        add(static_cast<std::int32_t>(piece.size()));
        bytes += piece;
    }
    return bytes;
}

void Vocab::spell_out(const std::vector<Token> & tokens) {
    for (const Token token : tokens) check(token);
    spelled_ = tokens;
    std::ranges::sort(spelled_);
}

void Vocab::check(Token token) const {
    if (token >= 0 && token < n_tokens_) return;
    throw std::invalid_argument("Token " + std::to_string(token) + " is not in this vocabulary of " +
                                std::to_string(n_tokens_) + ".");
}

void Vocab::append_piece(Token token, bool special, std::string & bytes) const {
    check(token);
    special = special || (!spelled_.empty() && std::ranges::binary_search(spelled_, token));
    const std::size_t before = bytes.size();
    std::int32_t room = 32;
    for (;;) {
        bytes.resize(before + static_cast<std::size_t>(room));
        const std::int32_t n = api().llama_token_to_piece(vocab_, token, bytes.data() + before, room, 0, special);
        if (n >= 0) {
            bytes.resize(before + static_cast<std::size_t>(n));
            return;
        }
        room = -n;
    }
}

}  // namespace inglenook
