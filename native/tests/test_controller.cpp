// The controller on machines with a virtual clock: what it reaches, what it may lose, what it says.
#include <cstdio>
#include <limits>
#include <memory>
#include <random>

#include "check.h"
#include "ledger.h"
#include "virtual_machine.h"

using namespace inglenook;

namespace {

Simulation with(std::vector<Guesser> guessers, std::uint64_t seed = 1) {
    Simulation s;
    s.guessers = std::move(guessers);
    s.seed = seed;
    return s;
}

Simulation on_gpu(Simulation s) {
    s.machine.two = s.machine.one = GPU;
    s.machine.switch_ms = 5.0;
    return s;
}

// A controller that knows the machine's curve, made longer by `factor`.
std::unique_ptr<TunedController> tuned(const Simulation & s, double factor = 1.0) {
    auto c = std::make_unique<TunedController>(s.options);
    c->set_curve(s.curve(factor));
    return c;
}

// A first try may fail, and learning it may cost as much as a moderate pass.
double allowed_ms(const Simulation & s, std::int32_t n_tokens) {
    return 1.01 * s.plain_ms(n_tokens) + 6.0 * s.machine.two.front().second;
}

// Both as if measured without jitter.
void check_rate(const Simulation & s, std::int32_t n_tokens, double took_ms, double share_of_best) {
    CHECK(took_ms * share_of_best < n_tokens * s.best_token_ms());
}

}  // namespace

TEST(drafts_that_are_always_wrong_cost_at_most_one_per_cent_and_a_round) {
    for (const bool is_gpu : {false, true}) {
        for (const bool tells_tokens : {true, false}) {
            for (const std::int32_t n : {50, 200, 1000, 5000}) {
                for (const double chance : {0.0, 0.1, 0.3, 0.5, 0.7}) {
                    Simulation s = with({guesser(is_gpu ? chance / 10.0 : chance)}, static_cast<std::uint64_t>(n));
                    if (is_gpu) s = on_gpu(s);
                    s.tells_tokens = tells_tokens;
                    const auto c = tuned(s);
                    const double ms = s.answer(*c, n);
                    CHECK(ms < allowed_ms(s, n));
                }
            }
        }
    }
}

// The text looks like a copy until the controller believes it, and then turns.
TEST(an_adversary_that_waits_for_trust_gains_little) {
    for (const std::int32_t n_right : {4, 8, 12, 16, 24, 48}) {
        for (const std::int32_t n_wrong : {1, 10, 40}) {
            Simulation s = with({guesser(0.0)});
            s.guessers[0].chance = [=](std::int32_t at) { return at % (n_right + n_wrong) < n_right ? 1.0 : 0.0; };
            s.tells_tokens = n_wrong > 1;
            const auto c = tuned(s);
            const double ms = s.answer(*c, 5000);
            CHECK(ms < allowed_ms(s, 5000));
        }
    }
}

TEST(the_ledger_lends_a_little_and_carries_a_little) {
    Ledger losing;
    losing.begin_answer(2, 10.0);
    CHECK(losing.most_loss_ms(1, true) > 0.0 && losing.most_loss_ms(1, true) <= 60.0);
    losing.settle(1, -100.0);
    CHECK(losing.most_loss_ms(1, true) < 0.0);
    losing.begin_answer(2, 10.0);
    CHECK(losing.most_loss_ms(1, true) < 0.0);

    Ledger winning;
    winning.begin_answer(2, 10.0);
    winning.settle(1, 5000.0);
    CHECK(winning.most_loss_ms(1, false) > 300.0);
    winning.begin_answer(2, 10.0);
    CHECK(winning.most_loss_ms(1, false) <= 90.0);
    winning.settle(1, -400.0);  // a bad answer after good ones
    winning.begin_answer(2, 10.0);
    CHECK(winning.most_loss_ms(1, true) > 0.0 && winning.most_loss_ms(1, true) <= 60.0);
}

TEST(many_short_answers_lose_no_more_than_one_long_one) {
    Simulation s = with({guesser(0.0)});
    const auto c = tuned(s);
    // copies fill the purse, and what comes then must not empty it
    s.guessers[0] = guesser(1.0);
    (void) s.answer(*c, 3000);
    s.guessers[0] = guesser(0.2);
    double ms = 0.0;
    for (int i = 0; i < 40; ++i) {
        const double one = s.answer(*c, 100);
        CHECK(one < 1.02 * s.plain_ms(100) + 6.0 * s.machine.two.front().second);
        ms += one;
    }
    CHECK(ms < 1.01 * 40.0 * s.plain_ms(100) + 6.0 * s.machine.two.front().second);
}

TEST(perfect_copies_run_at_the_machines_best_rate) {
    Simulation cpu = with({guesser(1.0)});
    auto c = tuned(cpu);
    (void) cpu.answer(*c, 300);
    check_rate(cpu, 2000, cpu.answer(*c, 2000), 0.90);

    Simulation gpu = on_gpu(with({guesser(1.0)}));
    c = tuned(gpu);
    (void) gpu.answer(*c, 300);
    check_rate(gpu, 5000, gpu.answer(*c, 5000), 0.85);

    // short offers leave rows empty rather than go without
    Simulation brief = with({guesser(1.0)});
    brief.guessers[0].length = [](std::int32_t) { return 3; };
    c = tuned(brief);
    const double ms = brief.answer(*c, 2000);
    CHECK(ms < 0.85 * brief.plain_ms(2000));
}

TEST(a_known_chance_is_used_almost_as_well_as_by_who_knows_it) {
    for (const auto & [chance, share] : {std::pair{0.9, 0.91}, {0.95, 0.88}, {0.98, 0.85}, {0.99, 0.85}}) {
        double ms = 0.0;
        double known = 0.0;
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            Simulation s = with({guesser(chance)}, seed);
            const auto c = tuned(s);
            (void) s.answer(*c, 500);
            ms += s.answer(*c, 3000);
            known += s.known_chance_ms(3000, chance);
        }
        CHECK(ms * share < known);
    }
}

TEST(copies_between_insertions_pay) {
    const auto gain = [](double n_copy, double n_insert, bool is_gpu) {
        double ms = 0.0;
        double plain = 0.0;
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            Simulation s = with({copier(seed, n_copy, n_insert, 0.995)}, seed);
            if (is_gpu) s = on_gpu(s);
            const auto c = tuned(s);
            for (int i = 0; i < 4; ++i) ms += s.answer(*c, 500);
            plain += 4.0 * s.plain_ms(500);
        }
        return plain / ms;
    };
    CHECK(gain(200.0, 5.0, false) > 1.6);
    CHECK(gain(60.0, 5.0, false) > 1.3);
    CHECK(gain(20.0, 5.0, false) > 1.05);
    CHECK(gain(5.0, 20.0, false) > 0.99);
    CHECK(gain(200.0, 5.0, true) > 6.0);
    CHECK(gain(20.0, 5.0, true) > 2.2);
    CHECK(gain(5.0, 20.0, true) > 1.1);
}

TEST(classes_of_evidence_are_told_apart) {
    // even places are copies, odd ones guesses: only what is worth it is drafted
    Simulation s = with({guesser(0.0)});
    s.guessers[0].chance = [](std::int32_t at) { return at / 100 % 2 == 0 ? 1.0 : 0.1; };
    s.guessers[0].evidence = [](std::int32_t at, std::int32_t) { return at / 100 % 2; };
    const auto c = tuned(s);
    (void) s.answer(*c, 1000);
    const std::size_t n_before = s.outcomes.size();
    const double ms = s.answer(*c, 2000);
    CHECK(ms < 0.75 * s.plain_ms(2000));
    std::int32_t wrong = 0;
    for (std::size_t i = n_before; i < s.outcomes.size(); ++i) {
        if (s.outcomes[i].n_drafted > 0 && s.outcomes[i].n_accepted == 0) ++wrong;
    }
    CHECK(wrong <= 6);
}

TEST(the_better_drafter_is_chosen) {
    Simulation s = with({guesser(0.3), guesser(0.99), guesser(0.0)});
    const auto c = tuned(s);
    (void) s.answer(*c, 2000);
    const SpeculationReport r = c->report();
    std::int32_t good = 0;
    std::int32_t bad = 0;
    for (const DrafterCounts & d : r.drafters) (d.accepted > d.drafted / 2 ? good : bad) += d.rounds;
    CHECK(good > 20 * bad);
}

TEST(acceptance_that_changes_is_noticed) {
    for (const bool is_gpu : {false, true}) {
        Simulation s = with({guesser(0.0)});
        if (is_gpu) s = on_gpu(s);
        s.guessers[0].chance = [](std::int32_t at) { return at < 1000 || at >= 2000 ? 1.0 : 0.0; };
        const auto c = tuned(s);
        double first_ms = 0.0;
        double second_ms = 0.0;
        double third_ms = 0.0;
        std::int32_t position = 1;
        s.on_round = [&](const Outcome & o) {
            (position < 1000 ? first_ms : position < 2000 ? second_ms : third_ms) += o.total_ms;
            position += o.n_emitted;
        };
        (void) s.answer(*c, 3000);
        const double plain = s.plain_ms(1000);
        CHECK(first_ms < 0.5 * plain);
        CHECK(second_ms < 1.06 * plain);
        CHECK(third_ms < 0.5 * plain);
    }
}

TEST(a_curve_that_is_missing_or_wrong_corrects_itself) {
    for (const bool is_gpu : {false, true}) {
        for (const double factor : {0.0, 1.0 / 3.0, 3.0}) {
            for (const double chance : {0.0, 1.0}) {
                Simulation s = with({guesser(chance)});
                if (is_gpu) s = on_gpu(s);
                TunedController c(s.options);
                if (factor > 0.0) c.set_curve(s.curve(factor));
                const double ms = s.answer(c, 3000);
                CHECK(ms < allowed_ms(s, 3000));
                if (chance == 1.0) CHECK(ms < (is_gpu ? 0.15 : 0.55) * s.plain_ms(3000));
                if (factor == 0.0 || chance < 1.0) continue;
                for (const CurvePoint & p : c.curve()) {
                    if (p.width == 1 && p.n_threads == 2) CHECK(std::abs(p.pass_ms / s.machine.two[0].second - 1.0) < 0.2);
                }
            }
        }
    }
}

// Wrong at some widths only: wide passes look three times as fast, or as slow, as they are.
TEST(a_curve_that_is_wrong_where_it_is_wide_corrects_itself) {
    for (const double factor : {1.0 / 3.0, 3.0}) {
        for (const double chance : {0.0, 0.8, 1.0}) {
            Simulation s = with({guesser(chance)});
            std::vector<CurvePoint> points = s.curve();
            for (CurvePoint & p : points) {
                if (p.width >= 8) p.pass_ms *= factor;
            }
            TunedController c(s.options);
            c.set_curve(points);
            const double ms = s.answer(c, 3000);
            CHECK(ms < allowed_ms(s, 3000));
            if (chance == 1.0) CHECK(ms < 0.8 * s.plain_ms(3000));
        }
    }
}

TEST(the_curve_comes_back_as_it_was_given) {
    Simulation s;
    TunedController c(s.options);
    CHECK(c.curve().empty());
    std::vector<CurvePoint> points = s.curve();
    points.push_back({4, 1200, 2, 108.0});
    points.push_back({-1, 0, 2, 5.0});
    points.push_back({4, 0, 2, std::numeric_limits<double>::quiet_NaN()});
    c.set_curve(points);
    const std::vector<CurvePoint> back = c.curve();
    CHECK_EQUAL(back.size(), s.curve().size());
    for (const CurvePoint & p : back) {
        const PassTimes & times = p.n_threads == 2 ? CPU_2 : CPU_1;
        CHECK_EQUAL(p.pass_ms, interpolated_ms(times, p.width));
    }
    c.set_curve({});
    CHECK(c.curve().empty());
}

TEST(a_machine_that_becomes_busy_or_quiet_half_way_costs_nothing) {
    for (const double factor : {2.0, 10.0, 0.5}) {
        for (const double chance : {0.0, 0.5, 1.0}) {
            Simulation s = with({guesser(chance)});
            const double half_ms = 30000.0;
            s.machine.load = [=](double now_ms, std::int32_t) { return now_ms < half_ms ? 1.0 : factor; };
            const auto c = tuned(s);
            double ms = 0.0;
            double plain = 0.0;
            s.on_round = [&](const Outcome & o) {
                if (chance == 1.0) CHECK(c->credit_ms() > -100.0);  // not the drafts' fault
                ms += o.total_ms;
                plain += o.n_emitted * (s.machine.pass_ms(1, 1200, 2, s.now_ms - o.total_ms) + s.sample_ms);
            };
            (void) s.answer(*c, 6000, 90000.0);
            CHECK(ms < 1.01 * plain + 6.0 * std::max(1.0, factor) * 34.6);
            if (chance == 1.0) CHECK(ms < 0.5 * plain);
        }
    }
}

TEST(the_measure_of_plain_decoding_stays_true_when_all_is_drafted) {
    // one-token passes become so fast that drafts no longer pay, and nothing but such a pass can tell
    Simulation s = with({guesser(0.96)});
    s.machine.width_load = [](double now_ms, std::int32_t width) { return now_ms > 30000.0 && width == 1 ? 0.6 : 1.0; };
    const auto c = tuned(s);
    double ms = 0.0;
    std::int32_t n = 0;
    s.on_round = [&](const Outcome & o) {
        if (s.now_ms < 45000.0) return;
        ms += o.total_ms;
        n += o.n_emitted;
    };
    (void) s.answer(*c, 6000);
    CHECK(n > 2000);
    CHECK(ms < 1.03 * n * 0.6 * s.machine.two[0].second);
}

TEST(a_deeper_context_is_followed) {
    for (const double chance : {0.0, 1.0}) {
        Simulation s = with({guesser(chance)});
        s.machine.per_cached = 1e-4;
        TunedController c(s.options);
        c.set_curve(s.curve());  // of one depth
        const double ms = s.answer(c, 6000);
        CHECK(ms < allowed_ms(s, 6000));
        if (chance == 1.0) CHECK(ms < 0.45 * s.plain_ms(6000));

        // two depths tell how it goes on
        std::vector<CurvePoint> points = s.curve();
        for (const CurvePoint & p : s.curve()) points.push_back({p.width, 5200, p.n_threads, 1.4 * p.pass_ms});
        TunedController knowing(s.options);
        knowing.set_curve(points);
        CHECK(s.answer(knowing, 2000) < allowed_ms(s, 2000));
    }
}

TEST(a_draft_model_that_pays_is_used_and_one_that_cannot_is_not) {
    Guesser model;
    model.name = "draft";
    model.is_free = false;
    model.chance = [](std::int32_t) { return 0.8; };
    model.cost = {0.0, 17.0};
    Simulation cpu = with({model});
    auto c = tuned(cpu);
    const double cpu_ms = cpu.answer(*c, 2000);
    CHECK(cpu_ms < allowed_ms(cpu, 2000));
    CHECK(c->report().off == SpeculationOff::DOES_NOT_PAY);
    CHECK(c->report().drafters.empty());

    model.cost = {0.2, 0.8};
    Simulation gpu = on_gpu(with({model}));
    c = tuned(gpu);
    (void) gpu.answer(*c, 300);
    // known: eight rows, seven tokens: 4.16 tokens in 8 + 5.8 ms
    CHECK(gpu.answer(*c, 2000) < 0.5 * gpu.plain_ms(2000));

    // the same model, wrong most of the time
    model.chance = [](std::int32_t) { return 0.02; };
    Simulation wrong = on_gpu(with({model}));
    c = tuned(wrong);
    CHECK(wrong.answer(*c, 3000) < allowed_ms(wrong, 3000));
}

TEST(a_draft_model_stops_where_it_is_unsure) {
    Guesser model;
    model.name = "draft";
    model.is_free = false;
    model.cost = {0.2, 0.8};
    // every eighth token is a guess, and it knows
    model.chance = [](std::int32_t at) { return at % 8 == 0 ? 0.05 : 0.99; };
    model.evidence = [](std::int32_t at, std::int32_t) { return at % 8 == 0 ? 2 : 15; };
    Simulation s = on_gpu(with({model}));
    const auto c = tuned(s);
    (void) s.answer(*c, 1000);
    const std::size_t n_before = s.outcomes.size();
    (void) s.answer(*c, 1000);
    std::int32_t behind = 0;
    std::int32_t rounds = 0;
    for (std::size_t i = n_before; i < s.outcomes.size(); ++i) {
        const Outcome & o = s.outcomes[i];
        if (o.n_drafted == 0) continue;
        ++rounds;
        behind += o.n_drafted - o.n_accepted;
    }
    CHECK(rounds > 50);
    CHECK(behind < 3 * rounds);
}

TEST(strict_passes_take_what_is_offered) {
    Simulation s = with({guesser(0.6)});
    s.is_strict = true;
    s.options.adapts_threads = true;
    const auto c = tuned(s);
    const double ms = s.answer(*c, 1000);
    CHECK(ms < 0.55 * s.plain_ms(1000));  // plain: four rows each
    for (const Outcome & o : s.outcomes) {
        CHECK_EQUAL(o.width, STRICT_WIDTH);
        CHECK_EQUAL(o.plan.n_threads, 2);
    }
    CHECK(c->report().off == SpeculationOff::NONE);
    CHECK_EQUAL(c->report().thread_changes, 0);

    Simulation cannot = with({guesser(1.0)});
    cannot.is_strict = true;
    cannot.most_rewind = STRICT_WIDTH - 1;
    TunedController other(cannot.options);
    AnswerTerms terms = cannot.terms();
    other.begin(terms);
    CHECK(other.report().off == SpeculationOff::CANNOT_REWIND);
}

TEST(modes_are_kept_and_their_reasons_told) {
    Guesser model;
    model.is_free = false;
    model.cost = {0.0, 0.1};
    const auto off_of = [](Simulation s) {
        const auto c = tuned(s);
        (void) s.answer(*c, 200);
        const SpeculationReport r = c->report();
        const bool has_drafted = std::any_of(s.outcomes.begin(), s.outcomes.end(), [](const Outcome & o) { return o.n_drafted > 0; });
        CHECK_EQUAL(has_drafted, r.off == SpeculationOff::NONE);
        CHECK_EQUAL(has_drafted, !r.drafters.empty());
        return r.off;
    };
    Simulation s = on_gpu(with({guesser(1.0), model}));
    CHECK(off_of(s) == SpeculationOff::NONE);
    s.mode = Speculation::OFF;
    CHECK(off_of(s) == SpeculationOff::SWITCHED_OFF);
    s.mode = Speculation::LOOKUP;
    CHECK(off_of(s) == SpeculationOff::NONE);
    s.mode = Speculation::DRAFT;
    CHECK(off_of(s) == SpeculationOff::NONE);
    s.guessers.pop_back();
    CHECK(off_of(s) == SpeculationOff::NO_DRAFT_MODEL);
    s.mode = Speculation::AUTO;
    s.most_rewind = 0;
    CHECK(off_of(s) == SpeculationOff::CANNOT_REWIND);
    s.most_rewind = 100;
    s.machine = Machine{};  // where wrong drafts cost something
    s.guessers[0].chance = [](std::int32_t) { return 0.0; };
    CHECK(off_of(s) == SpeculationOff::DOES_NOT_PAY);
    s.guessers[0].length = [](std::int32_t) { return 0; };
    CHECK(off_of(s) == SpeculationOff::NOTHING_TO_DRAFT);
    s.guessers.clear();
    CHECK(off_of(s) == SpeculationOff::NOTHING_TO_DRAFT);
}

TEST(the_width_does_not_flap) {
    // offers come every other round, and a change costs more than half a pass
    Simulation s = on_gpu(with({guesser(0.9)}));
    s.guessers[0].length = [](std::int32_t at) { return at % 2 == 0 ? 40 : 0; };
    s.machine.switch_ms = 6.0;
    const auto c = tuned(s);
    (void) s.answer(*c, 500);
    const std::int32_t changes = s.n_changes;
    const std::int32_t rounds = s.n_rounds;
    (void) s.answer(*c, 2000);
    CHECK(s.n_changes - changes < (s.n_rounds - rounds) / 8);
}

TEST(the_report_adds_up) {
    for (const double chance : {0.5, 0.9, 1.0}) {
        Simulation s = with({guesser(chance), guesser(0.95)});
        if (chance < 0.9) s = on_gpu(s);
        const auto c = tuned(s);
        (void) s.answer(*c, 50);
        s.outcomes.clear();
        s.ends_ms.clear();
        (void) s.answer(*c, 1500);
        const SpeculationReport r = c->report();
        std::int32_t rounds = 0;
        std::int32_t drafted = 0;
        std::int32_t accepted = 0;
        double balance_ms = 0.0;
        for (const Outcome & o : s.outcomes) {
            if (o.n_drafted == 0) continue;
            ++rounds;
            drafted += o.n_drafted;
            accepted += o.n_accepted;
            balance_ms += o.n_emitted * (s.machine.two[0].second + s.sample_ms) - o.total_ms;
        }
        for (const DrafterCounts & d : r.drafters) {
            rounds -= d.rounds;
            drafted -= d.drafted;
            accepted -= d.accepted;
            std::int32_t drafted_at = 0;
            std::int32_t accepted_at = 0;
            for (std::size_t i = 0; i < d.drafted_at.size(); ++i) {
                CHECK(d.accepted_at[i] <= d.drafted_at[i]);
                drafted_at += d.drafted_at[i];
                accepted_at += d.accepted_at[i];
            }
            CHECK_EQUAL(d.accepted_at.size(), d.drafted_at.size());
            CHECK_EQUAL(drafted_at, d.drafted);
            CHECK_EQUAL(accepted_at, d.accepted);
        }
        CHECK_EQUAL(rounds, 0);
        CHECK_EQUAL(drafted, 0);
        CHECK_EQUAL(accepted, 0);
        CHECK(r.saved_ms >= 0.0 && r.lost_ms >= 0.0);
        CHECK(std::abs(r.saved_ms - r.lost_ms - balance_ms) < 0.1 * std::abs(balance_ms) + 100.0);
    }
}

// Acceptance is learnt up to the first rejection, and not from an answer that ended.
TEST(what_was_not_seen_is_not_counted) {
    const std::vector<std::uint8_t> classes{1, 2, 3, 4};
    Acceptance a(0.5);
    for (int i = 0; i < 50; ++i) a.learn(classes, 2, true);
    CHECK(a.chance(1, 0) > 0.9);
    CHECK(a.chance(2, 1) > 0.9);
    CHECK(a.chance(3, 2) < 0.1);
    const double before = a.chance(4, 3);
    for (int i = 0; i < 50; ++i) a.learn(classes, 2, true);
    CHECK(std::abs(a.chance(4, 3) - before) < 0.05);  // only by the rate of all
    CHECK(before > 0.5);
    for (int i = 0; i < 50; ++i) a.learn(classes, 2, false);
    CHECK(a.chance(3, 2) < 0.2);
    CHECK(a.chance(3, 2, 1.0) > a.chance(3, 2) && a.chance(3, 2, -1.0) < a.chance(3, 2));
}

TEST(drafts_that_are_not_verified_teach_as_much) {
    Acceptance a(0.5);
    Draft draft;
    for (Token t = 0; t < 8; ++t) draft.add(t, t);
    const std::vector<Token> said{0, 1, 2, 9};
    for (int i = 0; i < 50; ++i) {
        a.watch(draft);
        a.compare(std::span(said).first(2));
        a.compare(std::span(said).last(2));
    }
    CHECK(a.chance(2, 2) > 0.9);
    CHECK(a.chance(3, 3) < 0.1);
}

namespace {

struct Phase {
    double two = 1.0;
    double one = 1.0;
};

// Least share of the best fixed count's speed, in any phase but what happens at its edges.
double least_share(const PassTimes & two, const PassTimes & one, const std::vector<Phase> & phases, double phase_ms,
                   double jitter, bool has_curve) {
    double least = 1.0;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        Simulation s;
        s.seed = seed;
        s.options.adapts_threads = true;
        s.machine.two = two;
        s.machine.one = one;
        s.machine.jitter = jitter;
        const auto phase_at = [&](double now_ms) { return static_cast<std::size_t>(now_ms / phase_ms) % phases.size(); };
        s.machine.load = [&](double now_ms, std::int32_t n_threads) {
            const Phase & p = phases[phase_at(now_ms)];
            return n_threads == 2 ? p.two : p.one;
        };
        TunedController c(s.options);
        if (has_curve) c.set_curve(s.curve());
        std::vector<double> took(phases.size());
        std::vector<double> best(phases.size());
        s.on_round = [&](const Outcome & o) {
            const double start_ms = s.now_ms - o.total_ms;
            const std::size_t i = phase_at(start_ms);
            took[i] += o.total_ms;
            best[i] += o.sample_ms + std::min(s.machine.pass_ms(1, o.n_cached, 1, start_ms), s.machine.pass_ms(1, o.n_cached, 2, start_ms));
        };
        const double end_ms = phase_ms * static_cast<double>(phases.size());
        while (s.now_ms < end_ms) (void) s.answer(c, 500, end_ms);
        for (std::size_t i = 0; i < phases.size(); ++i) least = std::min(least, best[i] / took[i]);
    }
    return least;
}

PassTimes scaled(const PassTimes & times, double first_ms) {
    PassTimes result = times;
    for (auto & [width, ms] : result) ms *= first_ms / times.front().second;
    return result;
}

}  // namespace

TEST(threads_follow_the_machine) {
    struct Model {
        double two, one, busy_two, busy_one, crowded_two, crowded_one;
    };
    // 1.5B and 135M: quiet; one core taken; a compile
    for (const Model & m : {Model{31.2, 43.5, 91.0, 47.6, 312.0, 60.0}, Model{5.7, 9.7, 15.6, 10.1, 57.0, 13.0}}) {
        const PassTimes two = scaled(CPU_2, m.two);
        const PassTimes one = scaled(CPU_1, m.one);
        const Phase quiet;
        const Phase busy{m.busy_two / m.two, m.busy_one / m.one};
        const Phase crowded{m.crowded_two / m.two, m.crowded_one / m.one};
        for (const double jitter : {0.02, 0.1}) {
            for (const bool has_curve : {true, false}) {
                CHECK(least_share(two, one, {quiet, quiet}, 20000.0, jitter, has_curve) > 0.98);
                CHECK(least_share(two, one, {busy, busy}, 20000.0, jitter, has_curve) > 0.96);
                CHECK(least_share(two, one, {quiet, busy, quiet, busy}, 20000.0, jitter, has_curve) > 0.95);
                CHECK(least_share(two, one, {busy, quiet, busy, quiet}, 10000.0, jitter, has_curve) > 0.94);
                CHECK(least_share(two, one, {quiet, crowded, quiet, crowded}, 20000.0, jitter, has_curve) > 0.94);
            }
        }
    }
}

TEST(a_single_slow_round_does_not_change_the_threads_for_long) {
    Simulation s;
    s.options.adapts_threads = true;
    std::int32_t n = 0;
    s.machine.load = [&](double, std::int32_t) { return ++n % 97 == 0 ? 5.0 : 1.0; };
    const auto c = tuned(s);
    (void) s.answer(*c, 3000);
    std::int32_t fewer = 0;
    for (const Outcome & o : s.outcomes) fewer += o.plan.n_threads != 2;
    CHECK(fewer < 300);
}

TEST(threads_stay_where_a_person_set_them) {
    Simulation s;
    s.machine.load = [](double now_ms, std::int32_t n_threads) { return now_ms > 5000.0 && n_threads == 2 ? 5.0 : 1.0; };
    const auto c = tuned(s);
    (void) s.answer(*c, 500);
    for (const Outcome & o : s.outcomes) CHECK_EQUAL(o.plan.n_threads, 2);
}

TEST(threads_adapt_with_speculation_off_and_on) {
    for (const Speculation mode : {Speculation::OFF, Speculation::AUTO}) {
        Simulation s = with({guesser(0.99)});
        s.mode = mode;
        s.options.adapts_threads = true;
        s.machine.load = [](double, std::int32_t n_threads) { return n_threads == 2 ? 3.0 : 1.0; };
        const auto c = tuned(s);
        (void) s.answer(*c, 1000);
        std::int32_t one = 0;
        for (const Outcome & o : s.outcomes) one += o.plan.n_threads == 1;
        CHECK(one * 10 > 8 * std::ssize(s.outcomes));
        CHECK(c->report().thread_changes >= 1);
    }
}

// A program takes a core in the middle of a wide pass: what that pass lost is not the drafts' fault.
TEST(speculation_goes_on_when_threads_change) {
    double ms = 0.0;
    double plain = 0.0;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        Simulation s = with({guesser(1.0)}, seed);
        s.options.adapts_threads = true;
        s.machine.load = [](double now_ms, std::int32_t n_threads) {
            const bool is_busy = static_cast<std::int32_t>(now_ms / 10000.0) % 2 == 1;
            return !is_busy ? 1.0 : n_threads == 2 ? 6.0 : 1.1;
        };
        const auto c = tuned(s);
        s.on_round = [&](const Outcome & o) {
            const double start_ms = s.now_ms - o.total_ms;
            CHECK(c->credit_ms() > -100.0);
            ms += o.total_ms;
            plain += o.n_emitted * std::min(s.machine.pass_ms(1, 1200, 1, start_ms), s.machine.pass_ms(1, 1200, 2, start_ms));
        };
        while (s.now_ms < 60000.0) (void) s.answer(*c, 500, 60000.0);
    }
    CHECK(ms < 0.65 * plain);
}

TEST(nothing_offered_and_nothing_that_happens_breaks_it) {
    std::mt19937_64 random(5);
    for (int round = 0; round < 60; ++round) {
        TunedController c({static_cast<std::int32_t>(random() % 9), random() % 2 == 0});
        if (random() % 2 == 0) {
            std::vector<CurvePoint> points;
            for (std::uint64_t i = 0; i < random() % 12; ++i) {
                points.push_back({static_cast<std::int32_t>(random() % 70) - 1, static_cast<std::int32_t>(random() % 3000) - 1,
                                  static_cast<std::int32_t>(random() % 5), static_cast<double>(random() % 1000) - 5.0});
            }
            c.set_curve(points);
        }
        for (int answer = 0; answer < 3; ++answer) {
            AnswerTerms terms{static_cast<Speculation>(random() % 4), random() % 4 == 0, static_cast<std::int32_t>(random() % 20), {{"none", false, true}}};
            const std::size_t n_drafters = random() % 4;
            for (std::size_t i = 0; i < n_drafters; ++i) terms.drafters.push_back({"d", random() % 4 > 0, random() % 3 > 0, {}});
            c.begin(terms);
            std::vector<Draft> drafts(terms.drafters.size());
            std::vector<Offer> offers(terms.drafters.size());
            for (int i = 0; i < 100; ++i) {
                const auto n_most = static_cast<std::int32_t>(random() % 70);
                for (std::size_t d = 0; d < drafts.size(); ++d) {
                    drafts[d].clear();
                    offers[d] = {&drafts[d], {}};
                    if (!terms.drafters[d].is_allowed || n_most == 0) continue;
                    if (terms.drafters[d].is_free) {
                        for (std::uint64_t k = random() % static_cast<std::uint64_t>(n_most + 1); k > 0; --k) drafts[d].add(static_cast<Token>(random() % 3), static_cast<std::int32_t>(random() % 256));
                    } else {
                        offers[d].cost = {static_cast<double>(random() % 20), static_cast<double>(random() % 20)};
                    }
                }
                const Plan plan = c.plan({static_cast<std::int32_t>(random() % 5000), n_most, n_most + 1, offers});
                CHECK(plan.drafter >= 0 && plan.drafter < std::ssize(drafts));
                CHECK(plan.n_draft >= 0 && plan.n_draft <= n_most && plan.width >= 1 && plan.width <= std::max(STRICT_WIDTH, n_most + 1));
                CHECK(plan.n_threads >= 1 && plan.n_threads <= 8);
                CHECK(plan.drafter == 0 ? plan.n_draft == 0 : terms.drafters[static_cast<std::size_t>(plan.drafter)].is_allowed);
                Draft & draft = drafts[static_cast<std::size_t>(plan.drafter)];
                if (plan.drafter > 0 && !terms.drafters[static_cast<std::size_t>(plan.drafter)].is_free) {
                    while (draft.size() < plan.n_draft && (draft.size() == 0 || c.is_worth_another(draft))) draft.add(0, 7);
                } else {
                    CHECK(plan.width >= 1 + plan.n_draft);
                    CHECK(plan.n_draft <= draft.size());
                }
                if (draft.size() > plan.n_draft) draft.resize(plan.n_draft);
                if (random() % 50 == 0) continue;  // cancelled
                Outcome o;
                o.plan = plan;
                o.width = std::max(plan.width, 1 + draft.size());
                o.n_drafted = draft.size();
                o.n_accepted = draft.size() == 0 ? 0 : static_cast<std::int32_t>(random() % static_cast<std::uint64_t>(draft.size() + 1));
                o.n_emitted = std::max(0, o.n_accepted + 1 - static_cast<std::int32_t>(random() % 10 == 0));
                o.was_cut = random() % 20 == 0;
                o.evidence = draft.evidence;
                std::vector<Token> emitted(static_cast<std::size_t>(o.n_emitted), static_cast<Token>(random() % 3));
                if (random() % 2 == 0) o.emitted = emitted;
                o.decode_ms = random() % 30 == 0 ? 0.0 : static_cast<double>(random() % 1000) / 7.0;
                o.total_ms = o.decode_ms + 0.1;
                c.observe(o);
                CHECK(std::isfinite(c.credit_ms()));
            }
            const SpeculationReport r = c.report();
            CHECK(std::isfinite(r.saved_ms) && r.saved_ms >= 0.0 && std::isfinite(r.lost_ms) && r.lost_ms >= 0.0);
            for (const CurvePoint & p : c.curve()) CHECK(std::isfinite(p.pass_ms) && p.pass_ms > 0.0);
        }
    }
}

RUN_ALL_TESTS()
