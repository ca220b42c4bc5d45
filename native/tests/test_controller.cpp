// The controller on machines with a virtual clock: what it reaches, what it may lose, what it says.
#include <cstdio>
#include <random>

#include "check.h"
#include "virtual_machine.h"

using namespace inglenook;

namespace {

Guesser guesser(double chance, std::int32_t evidence = 3) {
    Guesser g;
    g.chance = [chance](std::int32_t) { return chance; };
    g.evidence = [evidence](std::int32_t) { return evidence; };
    return g;
}

}  // namespace

TEST(survey) {
    for (const bool tells : {true, false}) {
        for (const char * machine : {"cpu", "gpu"}) {
            for (const double chance : {0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0}) {
                for (const std::int32_t n : {50, 300, 3000}) {
                    Simulation s;
                    s.tells_tokens = tells;
                    if (machine[0] == 'g') {
                        s.machine.two = s.machine.one = GPU;
                        s.machine.switch_ms = 5.0;
                    }
                    s.guessers = {guesser(chance)};
                    TunedController c(s.options);
                    c.set_curve(s.curve());
                    const double ms = s.answer(c, n);
                    const SpeculationReport r = c.report();
                    std::printf("%s tells %d chance %.2f n %d: %.3f of plain (%.1f rounds lost), best %.3f saved %.0f lost %.0f\n", machine, tells, chance, n,
                                s.plain_ms(n) / ms, (ms - s.plain_ms(n)) / s.machine.two[0].second, s.machine.two[0].second / s.best_token_ms(), r.saved_ms, r.lost_ms);
                }
            }
        }
    }
}

RUN_ALL_TESTS()
