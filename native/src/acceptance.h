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
    // prior: the chance of a token while nothing is known.
    explicit Acceptance(double prior) : prior_(prior) {}

    // The chance that a token of this class is accepted if all before it were; of any class for a negative one.
    // deviations: how many standard deviations of what is not known to add; negative for caution.
    [[nodiscard]] double chance(std::int32_t evidence, double deviations = 0.0) const;

    // The first n_accepted tokens were accepted and, if is_rejected, the next one was not.
    void learn(std::span<const std::uint8_t> evidence, std::int32_t n_accepted, bool is_rejected);

    // A draft that is not verified teaches as much, and costs nothing: it is compared with what the target says.
    // `watch` keeps the earlier draft while that is still right.
    void watch(const Draft & draft);
    void unwatch();
    void compare(std::span<const Token> emitted);
    // Tokens in a row that the watched draft has had right.
    [[nodiscard]] std::int32_t n_right() const noexcept { return n_right_; }

    void pass(std::int32_t n_tokens) { clock_ += n_tokens; }  // of the answer

private:
    struct Counts {
        double hits = 0.0;
        double misses = 0.0;
        double clock = 0.0;  // when they were last brought up to date
    };
    void count(std::int32_t evidence, bool is_hit);
    [[nodiscard]] double fading(const Counts & counts) const;

    double prior_;
    std::array<Counts, N_EVIDENCE> classes_{};
    Counts all_;
    double clock_ = 0.0;  // tokens that went by
    Draft watched_;
    std::int32_t n_right_ = 0;
};

}  // namespace inglenook
