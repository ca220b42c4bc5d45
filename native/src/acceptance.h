// How often one drafter's tokens are accepted, learnt for each class of evidence. Old observations fade, with newer
// ones and with the tokens that go by. What lies after a rejection says nothing and is not counted.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "drafter.h"
#include "types.h"

namespace inglenook {

class Acceptance {
public:
    // prior: the chance of a token while nothing is known. priors: the same by class, may be empty; lasts as long as this.
    explicit Acceptance(double prior, std::span<const double> priors = {}) : prior_(prior), priors_(priors) {}

    // The chance that a token of this class, at this place in its draft, is accepted if all before it were; of any
    // class for a negative one. deviations: how many standard deviations of what is not known to add; negative for
    // caution.
    [[nodiscard]] double chance(std::int32_t evidence, std::int32_t place, double deviations = 0.0) const;

    // The first n_accepted tokens were accepted and, if is_rejected, the next one was not.
    void learn(std::span<const std::uint8_t> evidence, std::int32_t n_accepted, bool is_rejected);

    // A draft that is not verified teaches as much, and costs nothing: it is compared with what the target says, and
    // so is the rest of one that was verified in part. Each round's draft is compared with that round's tokens, and
    // one is followed further while it is right.
    void watch(const Draft & draft);
    void unwatch();
    void compare(std::span<const Token> emitted);

    // Forgets which draft was watched, and how the text compared with what was expected of it.
    void begin_answer();
    void pass(std::int32_t n_tokens) { clock_ += n_tokens; }  // of the answer

private:
    struct Counts {
        double hits = 0.0;
        double misses = 0.0;
        double new_hits = 0.0;  // the latest ones, which fade sooner
        double new_misses = 0.0;
        double clock = 0.0;  // when they were last brought up to date
    };
    static constexpr std::size_t N_PLACES = 4;
    [[nodiscard]] static std::size_t place_class(std::int32_t place);
    [[nodiscard]] std::int32_t judge(const Draft & draft, std::int32_t begin, std::span<const Token> emitted);
    void count(std::int32_t evidence, std::int32_t place, bool is_hit);
    [[nodiscard]] double blended(const Counts & counts, double prior, double & n) const;
    [[nodiscard]] double fading(const Counts & counts) const;

    [[nodiscard]] double usual_chance(std::int32_t evidence, std::int32_t place, double deviations) const;

    double prior_;
    std::span<const double> priors_;
    // of this answer: misses, and how many its evidence let expect
    double misses_ = 0.0;
    double expected_misses_ = 0.0;
    // from the rough to the fine, each the prior of the next, but for a class that has a prior of its own
    Counts all_;
    std::array<Counts, N_EVIDENCE> classes_{};
    std::array<std::array<Counts, N_PLACES>, N_EVIDENCE> places_{};
    double clock_ = 0.0;  // tokens that went by
    Draft fresh_;     // of this round; empty when it is the followed one
    Draft followed_;
    std::int32_t n_right_ = 0;  // tokens of that one
};

}  // namespace inglenook
