#include "edit_cursor.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inglenook {
namespace {

// The numbers were chosen on recorded answers (tests/replay_bench.cpp); the result hardly depends on any one of them.
// Leaving: after one token in forty at first, then as this answer does, sooner at places where it did, and sooner when
// the copy has just begun.
constexpr double PRIOR_COPIED = 40.0;
constexpr double PRIOR_LEFT = 1.5;
constexpr double SITE_TOKENS = 2.0;  // of the answer's rate, against what was seen at a place
constexpr double RUN_FACTOR = 8.0;
// A place found from afar may be that of a phrase, which soon ends, or of a region that is copied.
constexpr double PHRASE_END = 0.2;
constexpr double PRIOR_PHRASES = 1.5;
constexpr double PRIOR_REGIONS = 1.0;
constexpr std::int32_t REGION_TOKENS = 16;
// Coming back.
constexpr double SKIP = 0.3;     // of leaving: without a token of its own, only leaving some text out
constexpr double RETURN = 0.2;   // at each token away
constexpr double FAR = 0.02;     // of returning: to any place
constexpr double LOSE = 0.1;     // at each token away, the place that was left
constexpr double BACKWARD = 0.03;
constexpr double INSERTION = 0.3;
constexpr double SUBSTITUTION = 0.25;
constexpr double AS_MANY = 0.1;  // removed as inserted
constexpr double OMISSION = 0.3;
constexpr double OMISSION_END = 0.06;
constexpr std::int32_t LOOK_BACK = 16;
constexpr std::int32_t LOOK_AHEAD = 96;
// The chance of a token that is not copied: the more often it is in the reference, but never low, for a text about the
// same things has the same phrases.
constexpr double RARE = 500.0;
constexpr double LEAST_NOVEL = 0.03;

constexpr double SLIP = 0.1;     // a repeated change goes on otherwise
constexpr double RATE_PRIOR = 1.5;
constexpr double LONGER_IS_SURER = 0.3;
constexpr std::int32_t MOST_REMOVED = 12;  // longer changes are rarely made twice
constexpr std::int32_t MOST_INSERTED = 24;
constexpr std::size_t MOST_EDITS = 256;
constexpr double SURE = 0.8;     // of a place, to learn from it
constexpr std::int32_t SURE_TOKENS = 2;

constexpr double LEAST_MASS = 1e-7;  // of a place
constexpr double LEAST_MASS_AHEAD = 1e-3;
constexpr std::size_t MOST_PLACES = 48;
constexpr std::size_t MOST_PLACES_AHEAD = 8;

constexpr std::int32_t N_LEVELS = 24;  // of evidence, half a bit each

std::int32_t level_of(double chance) {
    const double doubt_bits = -std::log2(std::max(1e-9, 1.0 - chance));
    return std::clamp(static_cast<std::int32_t>(2.0 * doubt_bits), 0, N_LEVELS - 1);
}

}  // namespace

double EditCursor::chance_of(std::int32_t evidence) {
    return 1.0 - std::exp2(-0.5 * (evidence % N_LEVELS) - 0.25);
}

void EditCursor::index(std::span<const Token> reference) {
    const auto same = static_cast<std::size_t>(
        std::mismatch(reference_.begin(), reference_.end(), reference.begin(), reference.end()).first - reference_.begin());
    while (reference_.size() > same) {
        positions_[reference_.back()].pop_back();
        reference_.pop_back();
    }
    for (const Token token : reference.subspan(same)) {
        positions_[token].push_back(length());
        reference_.push_back(token);
    }
    n_indexed_ += reference.size() - same;
}

void EditCursor::begin(std::span<const Token> reference, bool begins_copying) {
    index(reference);
    answer_.clear();
    edits_.clear();
    replacements_.clear();
    insertions_.clear();
    sites_after_.clear();
    sites_before_.clear();
    n_copied_ = n_left_ = n_phrases_ = n_regions_ = n_edits_hit_ = n_edits_missed_ = 0.0;
    places_.clear();
    Place lost;
    lost.mass = begins_copying ? 0.5 : 1.0;
    places_.push_back(lost);
    if (begins_copying) {
        Place start;
        start.kind = Kind::COPYING;
        start.mass = 0.5;
        places_.push_back(start);
    }
}

// The chance that a change is made again where it could be.
double EditCursor::rate(const Edit & e) const {
    const double any = (n_edits_hit_ + RATE_PRIOR) / (n_edits_hit_ + n_edits_missed_ + RATE_PRIOR + 1.0);
    const double longer = e.removed.size() > 1 ? LONGER_IS_SURER : 0.0;
    return std::min(0.995, (e.hits + RATE_PRIOR * any + longer) / (e.hits + e.misses + RATE_PRIOR + longer));
}

// The edits that could be made at this position of the reference.
template <typename Action>
void EditCursor::for_edits_at(std::int32_t position, bool has_inserted, Action action) const {
    if (edits_.empty()) return;
    const auto look = [&](const EditsByToken & edits, Token token) {
        const auto found = edits.find(token);
        if (found == edits.end()) return;
        for (const std::int32_t i : found->second) {
            const Edit & e = edit(i);
            if (e.needs_left && before(position) != e.left) continue;
            if (position + std::ssize(e.removed) > length()) continue;
            if (std::equal(e.removed.begin(), e.removed.end(), reference_.begin() + position)) action(i);
        }
    };
    if (position < length()) look(replacements_, at(position));
    if (!has_inserted) look(insertions_, before(position));
}

// The most likely edit that would be made at this position of the reference, NOWHERE for none.
std::int32_t EditCursor::edit_at(std::int32_t position, bool has_inserted) const {
    std::int32_t best = NOWHERE;
    double best_rate = 0.0;
    for_edits_at(position, has_inserted, [&](std::int32_t i) {
        const double r = rate(edit(i));
        if (r > best_rate) {
            best_rate = r;
            best = i;
        }
    });
    return best;
}

// The chance that a copy leaves the reference at this position.
double EditCursor::hazard(const Place & place) const {
    const std::int32_t position = place.position;
    const std::int32_t run = place.run;
    const double everywhere = (n_left_ + PRIOR_LEFT) / (n_copied_ + n_left_ + PRIOR_COPIED);
    double chance = std::min(0.5, everywhere * (1.0 + RUN_FACTOR / (1.0 + run)));
    const auto refine = [&](const std::unordered_map<Token, Site> & sites, Token token) {
        const auto found = sites.find(token);
        if (found == sites.end()) return chance;
        return (found->second.left + SITE_TOKENS * chance) / (found->second.seen + SITE_TOKENS);
    };
    chance = std::max(refine(sites_after_, before(position)), position < length() ? refine(sites_before_, at(position)) : 0.0);
    if (place.is_new) {
        const double phrases = (n_phrases_ + PRIOR_PHRASES) * std::pow(1.0 - PHRASE_END, run);
        const double regions = n_regions_ + PRIOR_REGIONS;
        const double is_phrase = phrases / (phrases + regions);
        chance = is_phrase * PHRASE_END + (1.0 - is_phrase) * chance;
    }
    return std::min(chance, 0.9);
}

// The chance of a token in text that is not copied.
double EditCursor::novelty(Token token) const {
    const auto found = positions_.find(token);
    const double n = found == positions_.end() ? 0.0 : static_cast<double>(found->second.size());
    return std::max(LEAST_NOVEL, (n + 1.0) / (static_cast<double>(reference_.size()) + RARE));
}

// The chance to come back so far after the place that was left: an insertion ends there, a replacement of one token
// after it, one of several after as many; or some text is left out.
double EditCursor::way_back(std::int32_t distance, std::int32_t n_away) {
    if (distance < 0) return BACKWARD / LOOK_BACK;
    double chance = OMISSION * OMISSION_END * std::pow(1.0 - OMISSION_END, distance);
    if (distance == 0 && n_away > 0) chance += INSERTION;
    if (distance == 1) chance += SUBSTITUTION;
    if (distance == n_away) chance += AS_MANY;
    return chance;
}

void EditCursor::put(const Place & place) {
    for (Place & p : next_places_) {
        if (p.kind != place.kind || p.position != place.position || p.edit != place.edit || p.next != place.next) continue;
        const double mass = p.mass + place.mass;
        if (place.mass > p.mass) p = place;
        p.mass = mass;
        return;
    }
    next_places_.push_back(place);
}

// Each step puts where the answer may be if `token` is its next one, with the chance of both. n_answer: tokens before.
void EditCursor::step_copying(const Place & place, Token token, std::int32_t n_answer) {
    double mass = place.mass;
    const std::int32_t known = edit_at(place.position, place.has_inserted);
    if (known != NOWHERE) {
        Place editing = place;
        editing.kind = Kind::EDITING;
        editing.edit = known;
        editing.next = 0;
        const double chance = rate(edit(known));
        editing.mass = mass * chance;
        step_editing(editing, token, n_answer);
        mass *= 1.0 - chance;
    }
    const double leaving = hazard(place);
    if (place.position < length() && at(place.position) == token) {
        Place on = place;
        ++on.position;
        if (++on.run >= REGION_TOKENS) on.is_new = false;
        on.has_inserted = false;
        on.mass = mass * (1.0 - leaving);
        put(on);
    }
    Place away = place;
    away.kind = Kind::AWAY;
    away.left_at = place.position;
    away.left_answer_at = n_answer;
    away.run = 0;
    step_away(away, token, mass * leaving * SKIP, n_answer);
    away.mass = mass * leaving * (1.0 - SKIP) * novelty(token);
    away.run = 1;
    put(away);
}

// Comes back to any place near the one that was left.
void EditCursor::step_away(const Place & place, Token token, double mass, std::int32_t n_answer) {
    const auto found = positions_.find(token);
    if (found == positions_.end()) return;
    const std::vector<std::int32_t> & positions = found->second;
    auto at = std::lower_bound(positions.begin(), positions.end(), place.position - LOOK_BACK);
    for (; at != positions.end() && *at < place.position + LOOK_AHEAD; ++at) {
        Place back = place;
        back.kind = Kind::COPYING;
        back.position = *at + 1;
        back.has_inserted = false;
        back.run = 1;
        back.back_at = *at;
        back.back_answer_at = n_answer;
        back.mass = mass * way_back(*at - place.position, place.run);
        put(back);
    }
}

void EditCursor::step_editing(const Place & place, Token token, std::int32_t n_answer) {
    const Edit & e = edit(place.edit);
    const auto n_inserted = static_cast<std::int32_t>(e.inserted.size());
    if (place.next < n_inserted && e.inserted[static_cast<std::size_t>(place.next)] == token) {
        Place on = place;
        ++on.run;
        on.mass *= place.next == 0 ? 1.0 : 1.0 - SLIP;
        if (++on.next == n_inserted) {
            on.kind = Kind::COPYING;
            on.edit = NOWHERE;
            on.next = 0;
            on.has_inserted = e.removed.empty();
            on.position += static_cast<std::int32_t>(e.removed.size());
        }
        put(on);
        return;
    }
    if (n_inserted == 0) {
        const std::int32_t after = place.position + static_cast<std::int32_t>(e.removed.size());
        if (after < length() && at(after) == token) {
            Place on = place;
            on.kind = Kind::COPYING;
            on.edit = NOWHERE;
            on.position = after + 1;
            ++on.run;
            put(on);
        }
        return;
    }
    if (place.next > 0) {
        Place away = place;
        away.kind = Kind::AWAY;
        away.edit = NOWHERE;
        away.left_at = place.position;
        away.left_answer_at = n_answer - place.next;
        away.run = place.next;
        step_away(away, token, place.mass * SLIP * RETURN, n_answer);
        away.next = 0;
        ++away.run;
        away.mass = place.mass * SLIP * novelty(token);
        put(away);
    }
}

// Comes back to any place at all, rather to one of the latest.
void EditCursor::step_far(Token token, double mass) {
    const auto found = positions_.find(token);
    if (found == positions_.end() || mass <= 0.0) return;
    const std::size_t n_known = next_places_.size();
    double near = 0.0;
    for (const Place & p : next_places_) near += p.mass;
    if (mass < LEAST_MASS * near) return;  // all of it would be pruned
    for (const std::int32_t i : found->second) {
        const double chance = mass * (0.5 + static_cast<double>(i) / length()) / length();
        const auto end = next_places_.begin() + static_cast<std::ptrdiff_t>(n_known);
        const auto same = std::find_if(next_places_.begin(), end,
                                       [&](const Place & p) { return p.kind == Kind::COPYING && p.position == i + 1; });
        if (same != end) {
            same->mass += chance;
            continue;
        }
        Place there;
        there.kind = Kind::COPYING;
        there.position = i + 1;
        there.run = 1;
        there.is_new = true;
        there.mass = chance;
        next_places_.push_back(there);
    }
}

void EditCursor::prune(double least, std::size_t most) {
    double total = 0.0;
    for (const Place & p : next_places_) total += p.mass;
    std::erase_if(next_places_, [&](const Place & p) { return p.mass < least * total; });
    const auto heavier = [](const Place & a, const Place & b) {
        return a.mass != b.mass ? a.mass > b.mass : a.position > b.position;
    };
    if (next_places_.size() > most) {
        std::nth_element(next_places_.begin(), next_places_.begin() + static_cast<std::ptrdiff_t>(most), next_places_.end(), heavier);
        next_places_.resize(most);
    }
    std::sort(next_places_.begin(), next_places_.end(), heavier);
    total = 0.0;
    for (const Place & p : next_places_) total += p.mass;
    for (Place & p : next_places_) p.mass /= total;
}

// is_ahead: the token is a guess, so nothing is sought far away.
void EditCursor::advance(Token token, bool is_ahead) {
    next_places_.clear();
    const std::int32_t n_answer = answered();
    double far = 0.0;
    Place lost;
    for (const Place & place : places_) {
        switch (place.kind) {
            case Kind::COPYING:
                step_copying(place, token, n_answer);
                far += place.mass * hazard(place) * FAR;
                break;
            case Kind::AWAY: {
                step_away(place, token, place.mass * RETURN, n_answer);
                far += place.mass * RETURN * FAR;
                Place on = place;
                ++on.run;
                on.mass *= (1.0 - RETURN) * (1.0 - LOSE) * novelty(token);
                put(on);
                lost.mass += place.mass * LOSE * novelty(token);
                break;
            }
            case Kind::EDITING: step_editing(place, token, n_answer); break;
            case Kind::LOST:
                far += place.mass * RETURN;
                lost.mass += place.mass * (1.0 - RETURN) * novelty(token);
                break;
        }
    }
    if (!is_ahead) {
        step_far(token, far);
        lost.mass += 1e-12;
    }
    if (lost.mass > 0.0) next_places_.push_back(lost);
    prune(is_ahead ? LEAST_MASS_AHEAD : LEAST_MASS, is_ahead ? MOST_PLACES_AHEAD : MOST_PLACES);
    std::swap(places_, next_places_);
}

void EditCursor::feed(Token token) {
    take_note(token);
    advance(token, false);
    answer_.push_back(token);
    learn_from_best();
}

// What the token says about the place where the answer surely was.
void EditCursor::take_note(Token token) {
    const Place & place = places_.front();
    if (place.mass < SURE) return;
    if (place.kind == Kind::EDITING) {
        Edit & e = edit(place.edit);
        if (e.inserted[static_cast<std::size_t>(place.next)] == token) return;
        ++e.misses;
        ++n_edits_missed_;
        return;
    }
    if (place.kind != Kind::COPYING || place.position >= length()) return;
    bool is_edited = false;
    for_edits_at(place.position, place.has_inserted, [&](std::int32_t i) {
        Edit & e = edit(i);
        const std::int32_t after = place.position + static_cast<std::int32_t>(e.removed.size());
        const bool is_made = e.inserted.empty() ? after < length() && at(after) == token && at(place.position) != token
                                                : e.inserted.front() == token;
        ++(is_made ? e.hits : e.misses);
        is_edited = is_edited || is_made;
    });
    const std::int32_t known = edit_at(place.position, place.has_inserted);
    if (known != NOWHERE) ++(is_edited ? n_edits_hit_ : n_edits_missed_);
    const bool is_copied = at(place.position) == token;
    if (is_edited) return;
    Site & after = sites_after_[before(place.position)];
    Site & next = sites_before_[at(place.position)];
    ++after.seen;
    ++next.seen;
    if (is_copied) {
        ++n_copied_;
        if (place.is_new && place.run + 1 == REGION_TOKENS) ++n_regions_;
    } else if (place.is_new) {
        ++n_phrases_;
    } else {
        ++after.left;
        ++next.left;
        ++n_left_;
    }
}

// The answer is surely back: what happened since it left was an edit.
void EditCursor::learn_from_best() {
    Place & place = places_.front();
    if (place.kind != Kind::COPYING || place.left_at == NOWHERE || place.run < SURE_TOKENS || place.mass < SURE) return;
    const Place back = place;
    place.left_at = NOWHERE;
    const std::int32_t n_removed = back.back_at - back.left_at;
    const std::int32_t n_inserted = back.back_answer_at - back.left_answer_at;
    if (n_removed < 0 || n_removed > MOST_REMOVED || n_inserted < 0 || n_inserted > MOST_INSERTED) return;
    std::vector<Token> removed(reference_.begin() + back.left_at, reference_.begin() + back.back_at);
    std::vector<Token> inserted(answer_.begin() + back.left_answer_at, answer_.begin() + back.back_answer_at);
    while (!removed.empty() && !inserted.empty() && removed.back() == inserted.back()) {
        removed.pop_back();
        inserted.pop_back();
    }
    if (removed.empty() && inserted.empty()) return;
    if (removed.empty() && back.back_at < length()) {
        // before this token, perhaps, rather than after that one
        std::vector<Token> with_next = inserted;
        with_next.push_back(at(back.back_at));
        learn({at(back.back_at)}, std::move(with_next), before(back.left_at));
    }
    learn(std::move(removed), std::move(inserted), before(back.left_at));
}

void EditCursor::learn(std::vector<Token> removed, std::vector<Token> inserted, Token left) {
    for (const bool needs_left : {true, false}) {
        if (removed.empty() && !needs_left) continue;  // an insertion anywhere
        const auto same = std::find_if(edits_.begin(), edits_.end(), [&](const Edit & e) {
            return e.needs_left == needs_left && (!needs_left || e.left == left) && e.removed == removed &&
                   e.inserted == inserted;
        });
        if (same != edits_.end() || edits_.size() == MOST_EDITS) continue;
        EditsByToken & edits = removed.empty() ? insertions_ : replacements_;
        edits[removed.empty() ? left : removed.front()].push_back(static_cast<std::int32_t>(edits_.size()));
        edits_.push_back({removed, inserted, left, needs_left, 0, 0});
    }
}

void EditCursor::guess(Token token, double chance, bool is_edit) {
    for (Guess & g : guesses_) {
        if (g.token != token) continue;
        g.chance += chance;
        if (is_edit) g.edited += chance;
        return;
    }
    guesses_.push_back({token, chance, is_edit ? chance : 0.0});
}

EditCursor::Guess EditCursor::best_guess() {
    guesses_.clear();
    for (const Place & place : places_) {
        double mass = place.mass;
        const std::int32_t position = place.position;
        if (place.kind == Kind::EDITING) {
            guess(edit(place.edit).inserted[static_cast<std::size_t>(place.next)], mass * (1.0 - SLIP), true);
        } else if (place.kind == Kind::AWAY) {
            for (std::int32_t distance = 0; distance <= std::max(1, place.run) && distance < LOOK_AHEAD; ++distance) {
                if (distance > 1 && distance != place.run) continue;
                if (position + distance >= length()) break;
                guess(at(position + distance), mass * RETURN * way_back(distance, place.run), false);
            }
        } else if (place.kind == Kind::COPYING) {
            const std::int32_t known = edit_at(position, place.has_inserted);
            if (known != NOWHERE) {
                const Edit & e = edit(known);
                const double chance = rate(e);
                const std::int32_t after = position + static_cast<std::int32_t>(e.removed.size());
                if (!e.inserted.empty()) guess(e.inserted.front(), mass * chance, true);
                else if (after < length()) guess(at(after), mass * chance, true);
                mass *= 1.0 - chance;
            }
            if (position < length()) guess(at(position), mass * (1.0 - hazard(place)), false);
        }
    }
    Guess best;
    for (const Guess & g : guesses_) {
        if (g.chance > best.chance) best = g;
    }
    return best;
}

void EditCursor::propose(std::int32_t n_most, double least_chance, Draft & draft) {
    saved_places_ = places_;
    while (draft.size() < n_most) {
        const Guess next = best_guess();
        if (next.chance < least_chance) break;
        draft.add(next.token, level_of(next.chance) + (2.0 * next.edited > next.chance ? N_LEVELS : 0));
        advance(next.token, true);
    }
    std::swap(places_, saved_places_);
}

}  // namespace inglenook
