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
#include "speculation.h"
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
    // max_tokens: 0 for as many as the context holds; strict mode keeps room for its fillers. Throws
    // std::invalid_argument; the loop is then as before.
    std::int32_t begin(std::vector<Token> prompt, const SamplerConfig & sampler, std::int32_t max_tokens,
                       std::vector<std::string> stop, SpeculationConfig speculation = {});

    // Decodes one chunk of what is missing. Returns the prompt tokens now in the cache; the whole prompt when done,
    // with the logits of its last token ready. Returns early when cancelled. Throws NativeError.
    std::int32_t prefill();

    // One round; the first one chooses from the logits of the prefill. Throws NativeError, also when the prompt is
    // not prefilled or the answer has ended.
    [[nodiscard]] Round decode_round();

    // Between answers, to learn what passes cost: `warm` brings `text` into the cache, in place of what is there, and
    // returns how many tokens of it are; `time_pass` returns the milliseconds of a pass of `width` rows after what is
    // cached, and takes it back; negative when cancelled or when there is no room. Both return early when cancelled;
    // the flag stays. Throw std::invalid_argument and NativeError.
    std::int32_t warm(std::span<const Token> text);
    [[nodiscard]] double time_pass(std::int32_t width, std::int32_t n_threads);

    [[nodiscard]] const KvCache & cache() const noexcept { return cache_; }
    [[nodiscard]] Finish finish() const noexcept { return finish_; }
    [[nodiscard]] Controller & controller() noexcept { return *controller_; }
    [[nodiscard]] std::int32_t n_threads() const noexcept { return n_threads_; }

    // Threads of every later pass, of target and drafters alike, until the controller plans another number.
    void set_threads(std::int32_t n_threads);

private:
    // What `choose_rows` found out.
    struct Chosen {
        std::vector<Token> tokens;  // without an end-of-generation token
        std::int32_t n_accepted = 0;
        bool was_cut = false;  // ended before a drafted token was rejected or all were accepted
        Finish finish = Finish::NONE;
    };

    [[nodiscard]] bool catch_up();
    [[nodiscard]] bool decode_chunk(std::int32_t n_wanted, std::int32_t n_rows);
    [[nodiscard]] bool is_allowed(std::size_t drafter) const;
    [[nodiscard]] std::int32_t usable_ctx() const;
    [[nodiscard]] std::int32_t most_width() const;
    [[nodiscard]] std::int32_t most_draft() const;
    void begin_drafters();
    void ask_free_drafters(std::int32_t n_most);
    void clean(Draft & draft, std::int32_t n_most) const;
    [[nodiscard]] Plan plan_and_draft();
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
    SpeculationConfig speculation_;
    std::vector<Draft> drafts_;  // one for each drafter
    std::vector<Offer> offers_;
    Draft * draft_ = nullptr;  // the one of this round
    std::vector<Token> batch_;
    std::string piece_;
    double detokenize_ms_ = 0.0;  // of the round in progress
    std::int32_t chunk_tokens_;
    std::int32_t n_prompt_ = 0;
    std::int32_t max_tokens_ = 0;
    std::int32_t strict_width_ = 0;  // rows of every pass; 0: not strict
    std::int32_t n_threads_ = 0;     // 0: as the target was made
    bool has_begun_drafters_ = false;
    bool has_row_ = false;  // row 0 of the target belongs to the last token of history_
    Finish finish_ = Finish::CANCELLED;  // nothing has begun
};

}  // namespace inglenook
