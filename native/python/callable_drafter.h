// A drafter written in Python, for tests and experiments.
#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/stl/vector.h>

#include <utility>
#include <vector>

#include "drafter.h"

namespace inglenook {

// Calls guess(history, n_most), which returns ids. What it raises ends the answer with a NativeError.
class CallableDrafter final : public Drafter {
public:
    explicit CallableDrafter(nanobind::callable guess) : guess_(std::move(guess)) {}
    [[nodiscard]] const char * name() const override { return "callable"; }
    void begin(std::span<const Token>, const SamplerConfig &, std::span<const Token>) override {}
    void propose(std::span<const Token> history, std::int32_t n_most, const KeepDrafting &, Draft & draft) override {
        const nanobind::gil_scoped_acquire gil;
        try {
            const std::vector<Token> all(history.begin(), history.end());
            for (const Token token : nanobind::cast<std::vector<Token>>(guess_(all, n_most))) draft.add(token, 0);
        } catch (const std::exception & error) {
            throw NativeError(std::string("The drafter failed: ") + error.what());
        }
    }
    void accept(std::span<const Token>, std::int32_t, std::int32_t) override {}

private:
    nanobind::callable guess_;
};

}  // namespace inglenook
