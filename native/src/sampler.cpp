#include "sampler.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace inglenook {
namespace {

constexpr double kLog2e = 1.4426950408889634;

[[noreturn]] void refuse(const char * name, const std::string & value, const char * range) {
    throw std::invalid_argument(std::string(name) + " is " + value + "; it must be " + range + ".");
}

void check(const char * name, double value, double low, double high, const char * range) {
    if (!(value >= low && value <= high)) refuse(name, std::to_string(value), range);
}

// Keeps the fewest first elements, in the strict order `before`, for which `enough(their mass)` holds; all of them if
// it never does. Masses add up exactly, so neither the order of summing nor the algorithm shows in the result.
template <typename T, typename Before, typename Enough>
void keep_heaviest(std::vector<T> & items, Before before, Enough enough) {
    auto low = items.begin();
    auto high = items.end();
    double below = 0.0;  // mass of what lies before `low`
    while (high - low > 32) {
        const auto middle = low + (high - low) / 2;
        std::nth_element(low, middle, high, before);
        double left = 0.0;
        for (auto it = low; it != middle; ++it) left += it->mass;
        if (enough(below + left)) {
            high = middle;
        } else {
            below += left;
            low = middle;
        }
    }
    std::sort(low, high, before);
    while (low != high) {
        below += low->mass;
        ++low;
        if (enough(below)) break;
    }
    items.erase(low, items.end());
}

}  // namespace

void SamplerConfig::validate() const {
    constexpr double kInfinity = std::numeric_limits<double>::max();
    check("temperature", temperature, 0.0, 100.0, "between 0 (greedy) and 100");
    if (top_k < 0) refuse("top_k", std::to_string(top_k), "0 (off) or more");
    check("top_p", top_p, 0.0, 1.0, "between 0 and 1 (off)");
    check("min_p", min_p, 0.0, 1.0, "between 0 (off) and 1");
    check("typical_p", typical_p, 0.0, 1.0, "between 0 and 1 (off)");
    check("repetition_penalty", repetition_penalty, 1e-3, 1e3, "between 0.001 and 1000, 1 for off");
    check("presence_penalty", presence_penalty, -kInfinity, kInfinity, "a finite number, 0 for off");
    if (penalty_last_n < -1) refuse("penalty_last_n", std::to_string(penalty_last_n), "-1 (all), 0 (off) or more");
}

// The row with penalties applied for as long as this lives; then the row as it was.
class Sampler::PenalisedRow {
public:
    PenalisedRow(Sampler & sampler, std::span<float> row, std::span<const Token> history)
        : touched_(sampler.touched_), row_(row) {
        touched_.clear();
        const SamplerConfig & config = sampler.config_;
        if (config.penalty_last_n == 0 || (config.repetition_penalty == 1.0 && config.presence_penalty == 0.0)) return;
        const auto n = static_cast<std::size_t>(config.penalty_last_n);
        if (config.penalty_last_n > 0 && history.size() > n) history = history.last(n);
        if (sampler.last_seen_.empty()) sampler.last_seen_.resize(row.size(), 0);
        if (++sampler.visit_ == 0) {
            std::fill(sampler.last_seen_.begin(), sampler.last_seen_.end(), 0);
            sampler.visit_ = 1;
        }
        const auto repetition = static_cast<float>(config.repetition_penalty);
        const auto presence = static_cast<float>(config.presence_penalty);
        for (const Token id : history) {
            const auto i = static_cast<std::size_t>(id);
            if (i >= row.size() || sampler.last_seen_[i] == sampler.visit_) continue;
            sampler.last_seen_[i] = sampler.visit_;
            touched_.push_back({id, row[i]});
            // Dividing a negative logit would make its token likelier: multiply those.
            row[i] = (row[i] <= 0.0f ? row[i] * repetition : row[i] / repetition) - presence;
        }
    }
    ~PenalisedRow() {
        for (const Touched & t : touched_) row_[static_cast<std::size_t>(t.id)] = t.logit;
    }
    PenalisedRow(const PenalisedRow &) = delete;
    PenalisedRow & operator=(const PenalisedRow &) = delete;

private:
    std::vector<Touched> & touched_;
    std::span<float> row_;
};

Sampler::Sampler(const SamplerConfig & config, std::int32_t n_vocab, const Kernels & kernels)
    : config_(config), n_vocab_(n_vocab), kernels_(kernels) {
    config_.validate();
    maxima_.resize(static_cast<std::size_t>(n_blocks(n_vocab)));
    block_scratch_.resize(maxima_.size());
}

Token Sampler::choose(std::span<float> row, std::span<const Token> history, std::int32_t position) {
    if (row.size() != static_cast<std::size_t>(n_vocab_) || row.empty()) {
        throw NativeError("A row has " + std::to_string(row.size()) + " logits; the vocabulary has " +
                          std::to_string(n_vocab_) + " tokens.");
    }
    const PenalisedRow penalised(*this, row, history);
    if (config_.temperature == 0.0) return choose_greedy(row);
    const NoiseKey key = noise_key(config_.seed, position);
    if (config_.top_k == 0 && config_.typical_p >= 1.0 && config_.top_p >= 1.0 && config_.min_p <= 0.0) {
        return choose_untruncated(row, key);
    }
    truncate(row);
    return choose_among_candidates(key);
}

float Sampler::find_block_maxima(std::span<const float> row) {
    kernels_.block_maxima(row.data(), n_vocab_, maxima_.data());
    const float best = *std::max_element(maxima_.begin(), maxima_.end());
    if (!std::isfinite(best)) {
        throw NativeError(
            "The model gave no finite logit for the next token. Its file may be damaged, or the number format of its "
            "weights may overflow on this device; try another quantization or fewer GPU layers.");
    }
    return best;
}

Token Sampler::choose_greedy(std::span<const float> row) {
    const float best = find_block_maxima(row);
    const auto block = std::find(maxima_.begin(), maxima_.end(), best) - maxima_.begin();
    const auto first = row.begin() + block * kBlock;
    return static_cast<Token>(std::find(first, row.end(), best) - row.begin());
}

// Every token may win, but few can: a token beats the best score so far only if its uniform is below
// exp(score difference). The kernel finds the blocks where that is possible, in pieces of growing length so that the
// bound is good before most of the row is looked at; only the tokens of those blocks get a logarithm.
Token Sampler::choose_untruncated(std::span<const float> row, const NoiseKey & key) {
    const double temperature = config_.temperature;
    const auto scale = static_cast<float>(kLog2e / temperature);
    double best_score = -std::numeric_limits<double>::infinity();
    Token best = -1;
    const auto look_at = [&](std::int32_t first, std::int32_t last) {
        for (std::int32_t id = first; id < last; ++id) {
            const double logit = row[static_cast<std::size_t>(id)] / temperature;
            // v <= -log(1 - v), so -log(v) bounds the noise from above and costs one logarithm less
            if (best >= 0 && logit - std::log(noise_uniform(key, id)) <= best_score) continue;
            const double score = logit + gumbel(key, id);
            if (score > best_score) {
                best_score = score;
                best = id;
            }
        }
    };
    std::int32_t done = std::min(n_vocab_, kBlock);
    look_at(0, done);
    for (std::int32_t length = kBlock; done < n_vocab_; length *= 2) {
        const std::int32_t end = std::min(n_vocab_, done + length);
        if (best < 0) {  // nothing finite yet
            look_at(done, end);
            done = end;
            continue;
        }
        const double bound = best_score * kLog2e;
        kernels_.noise_margins(row.data() + done, end - done, static_cast<std::uint32_t>(done), key.high_a, key.high_b,
                               scale, static_cast<float>(bound), block_scratch_.data());
        // float32 rounding of logit * scale, of the bound and of their difference, all within a few ulps of the bound;
        // what is far below the bound may err by more and is rejected all the same
        const auto slack = static_cast<float>(0.001 + std::abs(bound) * 0x1.0p-20);
        for (std::int32_t b = 0; b < n_blocks(end - done); ++b) {
            if (block_scratch_[static_cast<std::size_t>(b)] < -slack) continue;
            const std::int32_t first = done + b * kBlock;
            look_at(first, std::min(end, first + kBlock));
        }
        done = end;
    }
    if (!std::isfinite(best_score)) (void) find_block_maxima(row);  // throws: no finite logit, or an infinite one
    return best;
}

Token Sampler::choose_among_candidates(const NoiseKey & key) const {
    double best_score = -std::numeric_limits<double>::infinity();
    Token best = candidates_.front().id;
    for (const Candidate & c : candidates_) {
        const double score = c.logit / config_.temperature + gumbel(key, c.id);
        if (score > best_score || (score == best_score && c.id < best)) {
            best_score = score;
            best = c.id;
        }
    }
    return best;
}

void Sampler::collect_at_least(std::span<const float> row, float threshold) {
    candidates_.clear();
    for (std::size_t b = 0; b < maxima_.size(); ++b) {
        if (!(maxima_[b] >= threshold)) continue;
        const std::size_t end = std::min(row.size(), (b + 1) * kBlock);
        for (std::size_t i = b * kBlock; i < end; ++i) {
            if (row[i] >= threshold) candidates_.push_back({row[i], static_cast<Token>(i), 0.0, 0.0});
        }
    }
}

namespace {
constexpr auto kLikelier = [](const auto & a, const auto & b) {
    return a.logit != b.logit ? a.logit > b.logit : a.id < b.id;
};
}  // namespace

void Sampler::truncate(std::span<const float> row) {
    const float best = find_block_maxima(row);
    const bool has_typical = config_.typical_p < 1.0;
    const bool has_top_p = config_.top_p < 1.0;
    if (config_.top_k > 0 && config_.top_k < n_vocab_) {
        keep_top_k(row, config_.top_k);
        if (has_typical || has_top_p) {
            double total = weigh();
            if (has_typical) {
                keep_typical();
                total = weigh();
            }
            if (has_top_p) keep_top_p(total);
        }
    } else if (has_typical) {
        collect_at_least(row, std::numeric_limits<float>::lowest());
        (void) weigh();
        keep_typical();
        const double total = weigh();
        if (has_top_p) keep_top_p(total);
    } else if (has_top_p) {
        // Look only as far down as the nucleus, or min-p, can reach.
        const double total = kernels_.mass_sum(row.data(), n_vocab_, best);
        for (const float depth : {8.0f, 16.0f, 32.0f, std::numeric_limits<float>::infinity()}) {
            collect_at_least(row, std::isinf(depth) ? std::numeric_limits<float>::lowest() : best - depth);
            if (weigh() >= config_.top_p * total) break;
            if (config_.min_p > 0.0 && -depth < std::log(config_.min_p) - 1.0) break;
        }
        keep_top_p(total);
    } else {
        // min-p alone; keep_min_p decides exactly
        collect_at_least(row, best + static_cast<float>(std::log(std::max(config_.min_p, 1e-30))) - 0.01f);
    }
    if (config_.min_p > 0.0) keep_min_p();
}

void Sampler::keep_top_k(std::span<const float> row, std::int32_t k) {
    const auto n_kept = static_cast<std::size_t>(k);
    float threshold = std::numeric_limits<float>::lowest();
    if (n_kept < maxima_.size()) {
        // k blocks reach the k-th largest maximum, so at least k logits do
        block_scratch_ = maxima_;
        const auto kth = block_scratch_.begin() + (k - 1);
        std::nth_element(block_scratch_.begin(), kth, block_scratch_.end(), std::greater<>());
        threshold = std::max(threshold, *kth);
    }
    collect_at_least(row, threshold);
    if (candidates_.size() <= n_kept) return;
    std::nth_element(candidates_.begin(), candidates_.begin() + k, candidates_.end(), kLikelier);
    candidates_.resize(n_kept);
}

double Sampler::weigh() {
    float best = -std::numeric_limits<float>::infinity();
    for (const Candidate & c : candidates_) best = std::max(best, c.logit);
    double total = 0.0;
    for (Candidate & c : candidates_) {
        c.mass = kernels_.mass(c.logit - best);
        total += c.mass;
    }
    return total;
}

void Sampler::keep_typical() {
    double total = 0.0;
    float best = -std::numeric_limits<float>::infinity();
    for (const Candidate & c : candidates_) {
        total += c.mass;
        best = std::max(best, c.logit);
    }
    const double log_total = std::log(total);
    const auto surprise = [&](const Candidate & c) { return log_total - (double(c.logit) - double(best)); };
    double entropy = 0.0;
    for (const Candidate & c : candidates_) entropy += c.mass / total * surprise(c);
    for (Candidate & c : candidates_) c.score = std::abs(surprise(c) - entropy);
    const auto more_typical = [](const Candidate & a, const Candidate & b) {
        return a.score != b.score ? a.score < b.score : kLikelier(a, b);
    };
    keep_heaviest(candidates_, more_typical, [&](double mass) { return mass > config_.typical_p * total; });
}

void Sampler::keep_top_p(double total) {
    keep_heaviest(candidates_, kLikelier, [&](double mass) { return mass >= config_.top_p * total; });
}

void Sampler::keep_min_p() {
    float best = -std::numeric_limits<float>::infinity();
    for (const Candidate & c : candidates_) best = std::max(best, c.logit);
    const double lowest = std::log(config_.min_p);
    std::erase_if(candidates_, [&](const Candidate & c) { return !(double(c.logit) - double(best) >= lowest); });
}

}  // namespace inglenook
