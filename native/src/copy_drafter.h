// Continues as the longest repeated suffix of the conversation was continued before: prompt, earlier turns and the
// answer as it grows.
#pragma once

#include <vector>

#include "drafter.h"
#include "suffix_automaton.h"

namespace inglenook {

class CopyDrafter final : public Drafter {
public:
    [[nodiscard]] const char * name() const override { return "lookup"; }
    [[nodiscard]] std::span<const double> priors() const override;
    void begin(std::span<const Token> prompt, const SamplerConfig &, std::span<const Token>) override;
    void propose(std::span<const Token>, std::int32_t n_most, const KeepDrafting &, Draft & draft) override;
    void accept(std::span<const Token> history, std::int32_t n_new, std::int32_t) override;

private:
    void append(std::span<const Token> tokens);

    SuffixAutomaton automaton_;
    std::vector<Token> tokens_;  // what the automaton was built from
};

}  // namespace inglenook
