// A machine with a virtual clock and answers with known acceptance, for the controller: what a loop would do with its
// plans, without a model.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "check.h"
#include "noise.h"
#include "tuned_controller.h"

namespace inglenook {

using PassTimes = std::vector<std::pair<std::int32_t, double>>;  // width, ms; rising

inline double interpolated_ms(const PassTimes & times, std::int32_t width) {
    std::size_t i = 1;
    while (i + 1 < times.size() && times[i].first < width) ++i;
    const auto [w0, ms0] = times[i - 1];
    const auto [w1, ms1] = times[i];
    return ms0 + (ms1 - ms0) * (width - w0) / (w1 - w0);
}

// Measured: Qwen2.5-Coder 1.5B Q4_K_M, logits on every row, 1,200 tokens deep, on two cores and on one.
inline const PassTimes CPU_2{{1, 34.6}, {2, 67}, {3, 91}, {4, 108}, {5, 133}, {6, 159}, {8, 237}, {12, 297}, {16, 294}, {24, 412}, {32, 450}, {48, 637}, {64, 818}};
inline const PassTimes CPU_1{{1, 43}, {2, 104}, {4, 184}, {16, 521}, {32, 879}, {64, 1597}};
inline const PassTimes GPU{{1, 8}, {8, 8}, {16, 11}, {32, 13}, {64, 16}};

struct Machine {
    PassTimes two = CPU_2;
    PassTimes one = CPU_1;
    double switch_ms = 0.0;
    double per_cached = 0.0;  // share of a pass that each cached token adds beyond 1,200
    double jitter = 0.02;
    // what other programs do: a factor at a time, for a number of threads
    std::function<double(double, std::int32_t)> load = [](double, std::int32_t) { return 1.0; };

    std::function<double(double, std::int32_t)> width_load = [](double, std::int32_t) { return 1.0; };  // by width

    [[nodiscard]] double pass_ms(std::int32_t width, std::int32_t n_cached, std::int32_t n_threads, double now_ms) const {
        const PassTimes & times = n_threads >= 2 ? two : one;
        return interpolated_ms(times, width) * (1.0 + per_cached * (n_cached - 1200)) * load(now_ms, n_threads) *
               width_load(now_ms, width);
    }
};

inline double hashed(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
    return static_cast<double>(splitmix64(splitmix64(splitmix64(a) ^ b) ^ c) >> 11) * 0x1.0p-53;
}

// What a drafter offers at a position of the text, and how often it is right.
struct Guesser {
    std::string name = "lookup";
    bool is_free = true;
    DraftCost cost;
    std::function<std::int32_t(std::int32_t)> length = [](std::int32_t) { return 64; };
    std::function<double(std::int32_t)> chance = [](std::int32_t) { return 1.0; };
    // of the token at a position, in a draft that begins at another
    std::function<std::int32_t(std::int32_t, std::int32_t)> evidence = [](std::int32_t, std::int32_t) { return 0; };
};

inline Guesser guesser(double chance, std::int32_t evidence = 3) {
    Guesser g;
    g.chance = [chance](std::int32_t) { return chance; };
    g.evidence = [evidence](std::int32_t, std::int32_t) { return evidence; };
    return g;
}

// Copies n_copy tokens, writes n_insert new ones, and so on; what is known is how many tokens were right before.
inline Guesser copier(std::uint64_t seed, double mean_copy, double mean_insert, double copy_chance) {
    auto chances = std::make_shared<std::vector<double>>();
    auto runs = std::make_shared<std::vector<std::int32_t>>();
    std::mt19937_64 random(seed);
    std::int32_t run = 0;
    while (chances->size() < 20000) {
        const auto n_copy = 1 + static_cast<std::int32_t>(std::exponential_distribution<>(1.0 / mean_copy)(random));
        const auto n_insert = 1 + static_cast<std::int32_t>(std::exponential_distribution<>(1.0 / mean_insert)(random));
        for (std::int32_t i = 0; i < n_copy; ++i) {
            runs->push_back(run);
            chances->push_back(copy_chance);
            ++run;
        }
        for (std::int32_t i = 0; i < n_insert; ++i) {
            runs->push_back(run);
            chances->push_back(0.05);
            run = 0;
        }
    }
    Guesser g;
    g.chance = [chances](std::int32_t at) { return (*chances)[static_cast<std::size_t>(at)]; };
    g.evidence = [runs](std::int32_t, std::int32_t position) {
        const std::int32_t r = (*runs)[static_cast<std::size_t>(position)];
        return r < 4 ? r : r < 8 ? 4 : r < 16 ? 5 : r < 32 ? 6 : 7;
    };
    return g;
}

struct Simulation {
    Machine machine;
    std::vector<Guesser> guessers;  // drafters 1, 2, ...
    TunedController::Options options{2, false};
    std::uint64_t seed = 1;
    bool tells_tokens = true;
    bool is_strict = false;
    Speculation mode = Speculation::AUTO;
    std::int32_t most_rewind = 1 << 20;
    std::int32_t n_prompt = 1200;
    double sample_ms = 0.05;

    double now_ms = 0.0;
    std::int32_t n_rounds = 0;
    std::int32_t n_changes = 0;  // of the width
    std::int32_t last_width = 0;
    std::vector<Outcome> outcomes;
    std::vector<double> ends_ms;  // of each outcome
    std::function<void(const Outcome &)> on_round;

    [[nodiscard]] std::vector<CurvePoint> curve(double factor = 1.0) const {
        std::vector<CurvePoint> points;
        for (const auto & [width, ms] : machine.two) points.push_back({width, 1200, 2, factor * ms});
        for (const auto & [width, ms] : machine.one) points.push_back({width, 1200, 1, factor * ms});
        return points;
    }

    AnswerTerms terms() const {
        AnswerTerms t{mode, is_strict, most_rewind, {{"none", false, true}}};
        for (const Guesser & g : guessers) {
            const bool is_allowed = mode == Speculation::AUTO || (mode == Speculation::LOOKUP && g.is_free) ||
                                    (mode == Speculation::DRAFT && !g.is_free);
            t.drafters.push_back({g.name, is_allowed, g.is_free});
        }
        return t;
    }

    // An answer of n_tokens, or until the clock says until_ms. Returns the milliseconds it took.
    double answer(TunedController & controller, std::int32_t n_tokens, double until_ms = 1e18) {
        const double begin_ms = now_ms;
        const AnswerTerms answer_terms = terms();
        controller.begin(answer_terms);
        std::vector<Draft> drafts(guessers.size() + 1);
        std::vector<Offer> offers(guessers.size() + 1);
        for (std::size_t i = 0; i < drafts.size(); ++i) offers[i].draft = &drafts[i];
        std::vector<Token> emitted;
        Outcome first;
        first.n_cached = n_prompt;
        first.n_emitted = 1;
        emitted.assign(1, 0);
        if (tells_tokens) first.emitted = emitted;
        controller.observe(first);
        std::int32_t position = 1;  // of the next token
        while (position < n_tokens && now_ms < until_ms) {
            const std::int32_t n_most = std::min(127, n_tokens - position - 1);
            for (std::size_t i = 1; i < drafts.size(); ++i) {
                drafts[i].clear();
                offers[i].cost = {};
                if (!answer_terms.drafters[i].is_allowed || n_most < 1) continue;
                if (!guessers[i - 1].is_free) {
                    offers[i].cost = guessers[i - 1].cost;
                } else {
                    fill(drafts[i], i, position, std::min(n_most, guessers[i - 1].length(position)));
                }
            }
            const Plan plan = controller.plan({n_prompt + position - 1, n_most, n_most + 1, offers});
            CHECK(plan.width >= 1);
            CHECK(plan.n_draft >= 0 && plan.n_draft <= n_most);
            CHECK(plan.drafter >= 0 && plan.drafter < std::ssize(drafts));
            Draft & draft = drafts[static_cast<std::size_t>(plan.drafter)];
            Outcome o;
            const bool is_paid = plan.drafter > 0 && !guessers[static_cast<std::size_t>(plan.drafter) - 1].is_free;
            if (is_paid && plan.n_draft > 0) {
                const DraftCost cost = guessers[static_cast<std::size_t>(plan.drafter) - 1].cost;
                o.draft_ms = cost.start_ms;
                while (draft.size() < plan.n_draft && (draft.size() == 0 || controller.is_worth_another(draft))) {
                    fill(draft, static_cast<std::size_t>(plan.drafter), position, draft.size() + 1);
                    o.draft_ms += cost.each_ms;
                }
            } else {
                CHECK(plan.width >= 1 + plan.n_draft || is_strict);
                CHECK(plan.n_draft <= draft.size());
            }
            if (draft.size() > plan.n_draft) draft.resize(plan.n_draft);
            o.plan = plan;
            o.n_cached = n_prompt + position - 1;
            o.width = std::max(1 + draft.size(), is_strict ? STRICT_WIDTH : plan.width);
            const std::int32_t n_threads = plan.n_threads > 0 ? plan.n_threads : options.n_threads;
            const double noise = 1.0 + machine.jitter * (2.0 * hashed(seed, 77, static_cast<std::uint64_t>(n_rounds)) - 1.0);
            o.decode_ms = machine.pass_ms(o.width, o.n_cached, n_threads, now_ms) * noise;
            if (last_width > 0 && o.width != last_width) {
                o.decode_ms += machine.switch_ms;
                ++n_changes;
            }
            last_width = o.width;
            o.n_drafted = draft.size();
            emitted.clear();
            while (o.n_accepted < draft.size() && draft.tokens[static_cast<std::size_t>(o.n_accepted)] == position + o.n_accepted) {
                emitted.push_back(position + o.n_accepted++);
            }
            emitted.push_back(position + o.n_accepted);
            o.n_emitted = o.n_accepted + 1;
            o.sample_ms = sample_ms * o.n_emitted;
            o.total_ms = o.draft_ms + o.decode_ms + o.sample_ms;
            o.evidence = draft.evidence;
            if (tells_tokens) o.emitted = emitted;
            now_ms += o.total_ms;
            position += o.n_emitted;
            ++n_rounds;
            controller.observe(o);
            if (on_round) on_round(o);
            o.evidence = {};
            o.emitted = {};
            outcomes.push_back(o);
            ends_ms.push_back(now_ms);
        }
        return now_ms - begin_ms;
    }

    // What n_tokens take one by one, on a quiet machine.
    [[nodiscard]] double plain_ms(std::int32_t n_tokens) const {
        double ms = 0.0;
        for (std::int32_t i = 1; i < n_tokens; ++i) {
            ms += machine.pass_ms(is_strict ? STRICT_WIDTH : 1, n_prompt + i - 1, options.n_threads, now_ms) + sample_ms;
        }
        return ms;
    }

    [[nodiscard]] bool is_right(std::size_t drafter, std::int32_t at) const {
        return hashed(seed, drafter, static_cast<std::uint64_t>(at)) < guessers[drafter - 1].chance(at);
    }

    // What n_tokens would take if at each place it were known which drafts are right.
    [[nodiscard]] double clairvoyant_ms(std::int32_t n_tokens) const {
        double ms = 0.0;
        for (std::int32_t position = 1; position < n_tokens;) {
            std::int32_t n_right = 0;
            for (std::size_t d = 1; d <= guessers.size(); ++d) {
                std::int32_t n = 0;
                while (n < 63 && n < guessers[d - 1].length(position) && is_right(d, position + n)) ++n;
                n_right = std::max(n_right, n);
            }
            double best_ms = 1e9;
            std::int32_t n_best = 1;
            for (const auto & [width, pass] : machine.two) {
                const std::int32_t n = std::min({width, 1 + n_right, n_tokens - position});
                if (pass / n < best_ms / n_best) {
                    best_ms = pass;
                    n_best = n;
                }
            }
            ms += best_ms + n_best * sample_ms;
            position += n_best;
        }
        return ms;
    }

    // What n_tokens take if every round has the best fixed width for drafts of this chance.
    [[nodiscard]] double known_chance_ms(std::int32_t n_tokens, double chance) const {
        double best = 1e9;
        for (const auto & [width, pass] : machine.two) {
            double tokens = 1.0;
            double survival = 1.0;
            for (std::int32_t i = 1; i < width; ++i) tokens += (survival *= chance);
            best = std::min(best, pass / tokens + sample_ms);
        }
        return n_tokens * best;
    }

    // The least that a token can take if all drafts are right.
    [[nodiscard]] double best_token_ms() const {
        double best = 1e9;
        for (const auto & [width, ms] : machine.two) best = std::min(best, ms / width + sample_ms);
        return best;
    }

private:
    void fill(Draft & draft, std::size_t drafter, std::int32_t position, std::int32_t n) const {
        const Guesser & g = guessers[drafter - 1];
        for (std::int32_t i = draft.size(); i < n; ++i) {
            const std::int32_t at = position + i;
            draft.add(is_right(drafter, at) ? at : at + 1000000, g.evidence(at, position));
        }
    }
};

}  // namespace inglenook
