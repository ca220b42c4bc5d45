// The decode loop of one conversation: prefill in chunks, then rounds of draft, one pass, choose, rewind, text.
// Knows neither llama.cpp nor Python. One thread computes; `cancel` may come from any.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "controller.h"
#include "drafter.h"
#include "kv_cache.h"
#include "sampler.h"
#include "target.h"
#include "text_stream.h"
#include "types.h"

namespace inglenook {

class Loop {
public:
    // drafters: tried by the controller's choice; NoDrafter is put before them. `cancelled` is the flag that the
    // target's abort callback reads, too. All are borrowed or owned for the loop's life.
    Loop(Target & target, std::atomic<bool> & cancelled, std::int32_t prefill_chunk_tokens,
         std::vector<std::unique_ptr<Drafter>> drafters = {},
         std::unique_ptr<Controller> controller = std::make_unique<PlainController>());

    // Starts an answer: clears the cancel flag, keeps the cached prefix of `prompt` and returns its length in tokens.
    // max_tokens: 0 for as many as the context holds. Throws std::invalid_argument; the loop is then as before.
    std::int32_t begin(std::vector<Token> prompt, const SamplerConfig & sampler, std::int32_t max_tokens,
                       std::vector<std::string> stop);

    // Decodes one chunk of what is missing. Returns the prompt tokens now in the cache; the whole prompt when done,
    // with the logits of its last token ready. Returns early when cancelled. Throws NativeError.
    std::int32_t prefill();

    // One round; the first one chooses from the logits of the prefill. Throws NativeError, also when the prompt is
    // not prefilled or the answer has ended.
    [[nodiscard]] Round decode_round();

    [[nodiscard]] const KvCache & cache() const noexcept { return cache_; }
    [[nodiscard]] Finish finish() const noexcept { return finish_; }

private:
    // What `choose_rows` found out.
    struct Chosen {
        std::vector<Token> tokens;  // without an end-of-generation token
        std::int32_t n_accepted = 0;
        Finish finish = Finish::NONE;
    };

    [[nodiscard]] bool catch_up();
    [[nodiscard]] bool decode_chunk(std::int32_t n_wanted, std::int32_t n_rows);
    [[nodiscard]] std::int32_t most_draft() const;
    void draft(const Plan & plan);
    [[nodiscard]] Round run_round();
    [[nodiscard]] Chosen choose_rows();
    [[nodiscard]] Finish take(Token token);
    [[nodiscard]] Round end_round(Finish finish, Round round, double duration_ms);

    Target & target_;
    std::atomic<bool> & cancelled_;
    KvCache cache_;
    std::vector<std::unique_ptr<Drafter>> drafters_;
    std::unique_ptr<Controller> controller_;
    std::unique_ptr<Sampler> sampler_;
    TextStream text_;
    std::vector<Token> history_;  // the prompt and every token chosen since
    std::vector<Token> draft_;
    std::vector<Token> batch_;
    std::string piece_;
    std::int32_t chunk_tokens_;
    std::int32_t n_prompt_ = 0;
    std::int32_t max_tokens_ = 0;
    bool has_row_ = false;  // row 0 of the target belongs to the last token of history_
    Finish finish_ = Finish::CANCELLED;  // nothing has begun
};

}  // namespace inglenook
