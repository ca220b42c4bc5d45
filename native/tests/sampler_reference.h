// The sampler chain as its definition says it: every token a struct, a full sort for each step, float64 throughout.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <vector>

#include "noise.h"
#include "sampler.h"

namespace inglenook {

struct ReferenceToken {
    Token id;
    double logit;
};

class SamplerReference {
public:
    // weight: exp of a difference of logits (<= 0).
    explicit SamplerReference(std::function<double(double)> weight = [](double x) { return std::exp(x); })
        : weight_(std::move(weight)) {}

    // How near the latest `keep` came to keeping one token more or less: a share of the probability.
    double margin = 1.0;

    [[nodiscard]] std::vector<ReferenceToken> keep(const SamplerConfig & c, std::span<const float> row,
                                                   std::span<const Token> history) {
        margin = 1.0;
        std::vector<ReferenceToken> kept;
        for (std::size_t i = 0; i < row.size(); ++i) kept.push_back({static_cast<Token>(i), row[i]});
        penalise(c, kept, history);
        std::sort(kept.begin(), kept.end(), [](const auto & a, const auto & b) {
            return a.logit != b.logit ? a.logit > b.logit : a.id < b.id;
        });
        if (c.top_k > 0 && static_cast<std::size_t>(c.top_k) < kept.size()) kept.resize(static_cast<std::size_t>(c.top_k));
        if (c.typical_p < 1.0) keep_typical(c.typical_p, kept);
        if (c.top_p < 1.0) keep_top_p(c.top_p, kept);
        if (c.min_p > 0.0) {
            const double lowest = kept.front().logit + std::log(c.min_p);
            for (const auto & t : kept) margin = std::min(margin, std::abs(t.logit - lowest));
            std::erase_if(kept, [&](const auto & t) { return t.logit < lowest; });
        }
        return kept;
    }

    [[nodiscard]] Token choose(const SamplerConfig & c, std::span<const float> row, std::span<const Token> history,
                               std::int32_t position) {
        const std::vector<ReferenceToken> kept = keep(c, row, history);
        if (c.temperature == 0.0) {
            // an arg-max, before any truncation
            SamplerConfig penalties_only = c;
            penalties_only.top_k = 1;
            penalties_only.top_p = penalties_only.typical_p = 1.0;
            penalties_only.min_p = 0.0;
            return keep(penalties_only, row, history).front().id;
        }
        const NoiseKey key = noise_key(c.seed, position);
        Token best = -1;
        double best_score = 0.0;
        for (const ReferenceToken & t : kept) {
            const double score = t.logit / c.temperature + gumbel(key, t.id);
            if (best < 0 || score > best_score || (score == best_score && t.id < best)) {
                best = t.id;
                best_score = score;
            }
        }
        return best;
    }

    // The probability of each token of the vocabulary.
    [[nodiscard]] std::vector<double> probabilities(const SamplerConfig & c, std::span<const float> row,
                                                    std::span<const Token> history) {
        std::vector<double> p(row.size(), 0.0);
        const std::vector<ReferenceToken> kept = keep(c, row, history);
        double best = kept.front().logit;
        for (const auto & t : kept) best = std::max(best, t.logit);
        double total = 0.0;
        for (const auto & t : kept) total += std::exp((t.logit - best) / c.temperature);
        for (const auto & t : kept) p[static_cast<std::size_t>(t.id)] = std::exp((t.logit - best) / c.temperature) / total;
        return p;
    }

private:
    static void penalise(const SamplerConfig & c, std::vector<ReferenceToken> & tokens, std::span<const Token> history) {
        if (c.penalty_last_n >= 0) history = history.last(std::min(history.size(), std::size_t(c.penalty_last_n)));
        for (const Token id : std::set<Token>(history.begin(), history.end())) {
            // in float32, as the logits are
            auto x = static_cast<float>(tokens[static_cast<std::size_t>(id)].logit);
            const auto repetition = static_cast<float>(c.repetition_penalty);
            x = x > 0.0f ? x / repetition : x * repetition;
            tokens[static_cast<std::size_t>(id)].logit = x - static_cast<float>(c.presence_penalty);
        }
    }

    std::vector<double> shares(const std::vector<ReferenceToken> & tokens) const {
        double best = tokens.front().logit;
        for (const auto & t : tokens) best = std::max(best, t.logit);
        std::vector<double> p;
        double total = 0.0;
        for (const auto & t : tokens) {
            p.push_back(weight_(t.logit - best));
            total += p.back();
        }
        for (double & x : p) x /= total;
        return p;
    }

    void keep_top_p(double top_p, std::vector<ReferenceToken> & kept) {
        std::sort(kept.begin(), kept.end(), [](const auto & a, const auto & b) {
            return a.logit != b.logit ? a.logit > b.logit : a.id < b.id;
        });
        const std::vector<double> p = shares(kept);
        double sum = 0.0;
        for (std::size_t i = 0; i < kept.size(); ++i) {
            sum += p[i];
            margin = std::min(margin, std::abs(sum - top_p));
            if (sum >= top_p) {
                kept.resize(i + 1);
                return;
            }
        }
    }

    void keep_typical(double typical_p, std::vector<ReferenceToken> & kept) {
        const std::vector<double> p = shares(kept);
        double entropy = 0.0;
        for (const double x : p) entropy -= x > 0.0 ? x * std::log(x) : 0.0;
        std::vector<std::size_t> order(kept.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        const auto distance = [&](std::size_t i) {
            return p[i] > 0.0 ? std::abs(-std::log(p[i]) - entropy) : 1e9;
        };
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return distance(a) != distance(b) ? distance(a) < distance(b) : a < b;
        });
        std::vector<ReferenceToken> typical;
        double sum = 0.0;
        for (std::size_t k = 0; k < order.size(); ++k) {
            typical.push_back(kept[order[k]]);
            sum += p[order[k]];
            margin = std::min(margin, std::abs(sum - typical_p));
            if (k + 1 < order.size()) {
                // two tokens on either side of the entropy, equally far from it, may change places
                margin = std::min(margin, std::abs(distance(order[k + 1]) - distance(order[k])));
            }
            if (sum > typical_p) break;
        }
        kept = typical;
    }

    std::function<double(double)> weight_;
};

}  // namespace inglenook
