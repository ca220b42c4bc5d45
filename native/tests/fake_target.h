// A target without a model: the logits of a row are a fixed function of the last tokens that its KV cache really
// holds, so a stale or missing cell changes the text. It checks what llama.cpp would assert.
#pragma once

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "check.h"
#include "noise.h"
#include "target.h"

namespace inglenook {

class MarkovTarget final : public Target {
public:
    struct Options {
        std::int32_t n_vocab = 16;
        std::int32_t n_ctx = 256;
        std::int32_t n_batch = 64;
        std::int32_t order = 2;           // tokens that the next one depends on
        std::int32_t n_end = 1;           // the last so many ids end the generation
        float spread = 2.0f;              // of the logits
        float end_logit = -4.0f;          // added to the logits of those
        bool can_rewind = true;
        std::int32_t window = 0;          // > 0: older cells are forgotten while decoding, as in a sliding-window cache
        bool loses_state_on_fault = false;
    };

    MarkovTarget() : MarkovTarget(Options{}) {}
    explicit MarkovTarget(const Options & options) : options_(options) {}

    // What the model says after `context`, from its last `order` tokens alone.
    [[nodiscard]] std::vector<float> logits_after(std::span<const Token> context) const {
        std::uint64_t state = 12345;
        const std::size_t n = std::min(context.size(), static_cast<std::size_t>(options_.order));
        for (const Token token : context.last(n)) state = splitmix64(state ^ static_cast<std::uint64_t>(token + 1));
        std::vector<float> logits;
        for (Token id = 0; id < options_.n_vocab; ++id) {
            // sum of three uniforms: near enough to a normal
            float sum = 0.0f;
            for (int k = 0; k < 3; ++k) {
                state = splitmix64(state);
                sum += static_cast<float>(state >> 40) * 0x1.0p-24f - 0.5f;
            }
            logits.push_back(options_.spread * 2.0f * sum + (is_end_of_generation(id) ? options_.end_logit : 0.0f));
        }
        return logits;
    }

    [[nodiscard]] std::int32_t n_vocab() const override { return options_.n_vocab; }
    [[nodiscard]] std::int32_t n_ctx() const override { return options_.n_ctx; }
    [[nodiscard]] std::int32_t n_batch() const override { return options_.n_batch; }

    [[nodiscard]] Status decode(std::span<const Token> tokens, std::int32_t first_position,
                                std::int32_t n_rows) override {
        CHECK(!tokens.empty() && std::ssize(tokens) <= options_.n_batch);
        CHECK_EQUAL(first_position, static_cast<std::int32_t>(cells.size()));
        CHECK(n_rows >= 0 && n_rows <= std::ssize(tokens));
        ++n_decodes;
        decoded_tokens += static_cast<std::int32_t>(tokens.size());
        widths.push_back(static_cast<std::int32_t>(tokens.size()));
        rows_.clear();
        if (on_decode) on_decode();
        if (static_cast<std::int32_t>(cells.size() + tokens.size()) > options_.n_ctx) return Status::NO_SPACE;
        if (fail_at == n_decodes) {
            cells.insert(cells.end(), tokens.begin(), tokens.begin() + std::ssize(tokens) / 2);
            throw NativeError("the fake failed on purpose", -3);
        }
        if (abort_flag != nullptr && abort_flag->load()) {
            cells.insert(cells.end(), tokens.begin(), tokens.begin() + std::ssize(tokens) / 2);
            return Status::ABORTED;
        }
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            CHECK(tokens[i] >= 0 && tokens[i] < options_.n_vocab);
            cells.push_back(tokens[i]);
            if (static_cast<std::int32_t>(tokens.size() - i) <= n_rows) rows_.push_back(logits_here());
        }
        if (options_.window > 0) forgotten_ = std::max(forgotten_, std::ssize(cells) - options_.window - slack);
        return Status::OK;
    }

    [[nodiscard]] std::span<float> row(std::int32_t i) override { return rows_.at(static_cast<std::size_t>(i)); }

    [[nodiscard]] bool rewind(std::int32_t n_keep) override {
        ++n_rewinds;
        rows_.clear();
        if (!options_.can_rewind) return false;
        if (options_.window > 0 && forgotten_ > std::max(0, n_keep - options_.window)) return false;
        CHECK(n_keep > 0 && n_keep <= std::ssize(cells));
        cells.resize(static_cast<std::size_t>(n_keep));
        return true;
    }
    void clear() override {
        ++n_clears;
        cells.clear();
        rows_.clear();
        forgotten_ = 0;
    }
    [[nodiscard]] std::int32_t n_valid_after_fault() override {
        return options_.loses_state_on_fault ? 0 : static_cast<std::int32_t>(cells.size());
    }
    [[nodiscard]] bool is_end_of_generation(Token token) const override {
        return token >= options_.n_vocab - options_.n_end;
    }
    void append_piece(Token token, std::string & bytes) const override {
        if (!is_end_of_generation(token)) bytes += static_cast<char>('a' + token);
    }

    std::vector<Token> cells;
    std::vector<std::int32_t> widths;  // tokens of each decode
    std::int32_t n_decodes = 0;
    std::int32_t decoded_tokens = 0;
    std::int32_t n_rewinds = 0;
    std::int32_t n_clears = 0;
    std::int32_t fail_at = 0;  // the decode that throws, counted from 1
    std::ptrdiff_t slack = 8;  // cells that a sliding-window cache keeps beyond its window
    std::atomic<bool> * abort_flag = nullptr;
    std::function<void()> on_decode;

private:
    [[nodiscard]] std::vector<float> logits_here() const {
        if (options_.window > 0) {
            // decoding looks back on the window: what is forgotten there would be noise
            const auto first = std::max<std::ptrdiff_t>(0, std::ssize(cells) - options_.window);
            CHECK(forgotten_ <= first);
        }
        return logits_after(cells);
    }

    Options options_;
    std::vector<std::vector<float>> rows_;
    std::ptrdiff_t forgotten_ = 0;
};

}  // namespace inglenook
