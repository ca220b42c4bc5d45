#include "edit_cursor.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "noise.h"

namespace inglenook {
namespace {

constexpr std::int32_t SURE_TOKENS = 3;      // matched in a row, they are no chance
constexpr std::int32_t LOOK_BACK = 16;       // of the reference, from where the answer left it
constexpr std::int32_t LOOK_AHEAD = 64;
constexpr std::int32_t MOST_REMOVED = 12;    // longer changes are rarely made twice
constexpr std::int32_t MOST_INSERTED = 24;
constexpr std::size_t MOST_EDITS = 256;
constexpr std::size_t MOST_PLACES = 32;      // of three tokens in a row that are kept, the latest
constexpr double LIKELY = 0.5;               // an edit below is not applied
constexpr double MATCH_WEIGHT = 3.0;         // a matched token outweighs so many times twenty tokens of distance
constexpr double DISTANCE_WEIGHT = 0.15;
constexpr double FAR_MARGIN = 4.0;

// Classes of evidence: copies by risk (0 to 3) times eight lengths of run, then what edits add.
constexpr std::int32_t RUN_CLASSES = 8;
constexpr std::int32_t AFTER_DELETION = 32;   // and its sureness
constexpr std::int32_t FIRST_INSERTED = 36;   // and its sureness
constexpr std::int32_t LATER_INSERTED = 40;

// Counted as CopyDrafter's, less some: what an answer copies is not known at its beginning.
constexpr double PRIORS[] = {
    0.704, 0.759, 0.876, 0.921, 0.968, 0.989, 0.953, 0.637,
    0.704, 0.795, 0.891, 0.953, 0.973, 0.990, 0.929, 0.704,
    0.514, 0.574, 0.846, 0.817, 0.937, 0.929, 0.846, 0.456,
    0.350, 0.456, 0.574, 0.773, 0.861, 0.788, 0.773, 0.174,
    0.704, 0.704, 0.921, 0.921, 0.537, 0.637, 0.549, 0.891,
    0.664};

std::uint64_t triple(Token a, Token b, Token c) {
    const auto bits = [](Token t) { return static_cast<std::uint64_t>(static_cast<std::uint32_t>(t)); };
    return splitmix64(splitmix64(bits(a) << 32 | bits(b)) ^ bits(c));
}

}  // namespace

double EditCursor::Edit::rate() const {
    const double longer_is_surer = 0.05 * static_cast<double>(removed.size());
    return (hits + 0.2 + longer_is_surer) / (hits + misses + 0.5);
}

std::int32_t EditCursor::Edit::sureness() const {
    if (misses > 0) return hits >= 3 * misses ? 1 : 0;
    return hits >= 3 ? 3 : 2;
}

std::span<const double> EditCursor::priors() { return PRIORS; }

void EditCursor::index(std::span<const Token> reference) {
    const bool goes_on = reference_.size() <= reference.size() && std::equal(reference_.begin(), reference_.end(), reference.begin());
    if (!goes_on) {
        reference_.clear();
        triples_.clear();
    }
    const std::int32_t n_known = length();
    reference_.insert(reference_.end(), reference.begin() + n_known, reference.end());
    n_indexed_ += static_cast<std::size_t>(length() - n_known);
    for (std::int32_t i = std::max(SURE_TOKENS - 1, n_known); i < length(); ++i) {
        std::vector<std::int32_t> & places = triples_[triple(at(i - 2), at(i - 1), at(i))];
        if (places.size() == MOST_PLACES) places.erase(places.begin());
        places.push_back(i);
    }
}

void EditCursor::begin(std::span<const Token> reference, bool begins_copying) {
    index(reference);
    answer_.clear();
    edits_.clear();
    edits_by_token_.clear();
    sites_.clear();
    cursor_ = begins_copying && length() > 0 ? 0 : NOWHERE;
    edit_ = inserted_at_ = NOWHERE;
    run_ = 0;
    divergence_ = {};
    is_tentative_ = false;
}

// The most likely edit that would be made at this position of the reference, NOWHERE for none.
std::int32_t EditCursor::edit_at(std::int32_t position, std::int32_t inserted_at) const {
    std::int32_t best = NOWHERE;
    double best_rate = LIKELY;
    const auto look = [&](Token first_removed) {
        const auto found = edits_by_token_.find(first_removed);
        if (found == edits_by_token_.end()) return;
        for (const std::int32_t i : found->second) {
            const Edit & e = edit(i);
            if (e.needs_left && before(position) != e.left) continue;
            if (position + std::ssize(e.removed) > length()) continue;
            if (!std::equal(e.removed.begin(), e.removed.end(), reference_.begin() + position)) continue;
            if (e.rate() > best_rate) {
                best_rate = e.rate();
                best = i;
            }
        }
    };
    if (position < length()) look(at(position));
    if (position != inserted_at) look(NO_TOKEN);
    return best;
}

void EditCursor::feed(Token token) {
    answer_.push_back(token);
    if (edit_ != NOWHERE) {
        follow_edit(token);
    } else if (cursor_ == NOWHERE || !follow_reference(token)) {
        find_anchor();
    }
}

void EditCursor::follow_edit(Token token) {
    Edit & e = edit(edit_);
    if (e.inserted[static_cast<std::size_t>(edit_next_)] != token) {
        ++e.misses;
        edit_ = NOWHERE;
        diverge(edit_next_ + 1);
        find_anchor();
        return;
    }
    ++run_;
    if (++edit_next_ < std::ssize(e.inserted)) return;
    ++e.hits;
    inserted_at_ = e.removed.empty() ? cursor_ : NOWHERE;
    cursor_ += static_cast<std::int32_t>(e.removed.size());
    edit_ = NOWHERE;
}

// False when the token is neither the reference's nor a known edit's.
bool EditCursor::follow_reference(Token token) {
    Site & site = sites_[before(cursor_)];
    ++site.seen;
    const std::int32_t known = edit_at(cursor_, inserted_at_);
    const bool is_copied = cursor_ < length() && at(cursor_) == token;
    if (known != NOWHERE) {
        Edit & e = edit(known);
        const std::int32_t after = cursor_ + static_cast<std::int32_t>(e.removed.size());
        if (!e.inserted.empty() && e.inserted.front() == token) {
            edit_ = known;
            edit_next_ = 0;
            follow_edit(token);
            return true;
        }
        if (e.inserted.empty() && after < length() && at(after) == token) {
            ++e.hits;
            ++run_;
            cursor_ = after + 1;
            return true;
        }
        if (is_copied) ++e.misses;
    }
    if (is_copied) {
        ++cursor_;
        ++run_;
        if (is_tentative_ && run_ >= SURE_TOKENS) confirm_anchor();
        return true;
    }
    ++site.diverged;
    if (is_tentative_) {  // the anchor was chance; the divergence before it goes on
        cursor_ = NOWHERE;
        is_tentative_ = false;
        run_ = 0;
    } else {
        diverge(1);
    }
    return false;
}

// The last n_tokens of the answer are not what the reference has at the cursor.
void EditCursor::diverge(std::int32_t n_tokens) {
    inserted_at_ = NOWHERE;
    divergence_ = {cursor_, static_cast<std::int32_t>(answer_.size()) - n_tokens};
    cursor_ = NOWHERE;
    run_ = 0;
    is_tentative_ = false;
}

// Tokens of the reference that end at `position` and of the answer that are equal, at most n_most.
std::int32_t EditCursor::n_matching(std::int32_t position, std::int32_t n_most) const {
    const auto n_answer = static_cast<std::int32_t>(answer_.size());
    const std::int32_t n = std::min({n_most, position + 1, n_answer});
    std::int32_t k = 0;
    while (k < n && at(position - k) == answer_[static_cast<std::size_t>(n_answer - 1 - k)]) ++k;
    return k;
}

// Around the place that was left: one token suffices where a replacement, an insertion or a short deletion would end.
EditCursor::Anchor EditCursor::nearby_anchor() const {
    Anchor best{NOWHERE, 0, -1e9};
    const std::int32_t from = divergence_.at;
    if (from == NOWHERE) return best;
    const std::int32_t n_since = static_cast<std::int32_t>(answer_.size()) - divergence_.answer_at;
    const std::int32_t last = std::min(length(), from + LOOK_AHEAD + n_since);
    for (std::int32_t p = std::max(0, from - LOOK_BACK); p < last; ++p) {
        const std::int32_t n = n_matching(p, std::min(n_since, 8));
        const bool is_close = p >= from && p <= from + n_since + 3;
        if (n == 0 || (n == 1 && !is_close) || (p < from && n <= SURE_TOKENS)) continue;
        const std::int32_t distance = p - from > n_since ? p - from - n_since : std::abs(p - from);
        const double score = MATCH_WEIGHT * n - DISTANCE_WEIGHT * distance;
        if (score > best.score) best = {p, n, score};
    }
    return best;
}

// Anywhere, by at least three tokens; later than where the answer was rather than earlier.
EditCursor::Anchor EditCursor::far_anchor(const Anchor & nearby) const {
    Anchor best = nearby;
    const std::size_t n_answer = answer_.size();
    if (n_answer < static_cast<std::size_t>(SURE_TOKENS)) return best;
    const auto found = triples_.find(triple(answer_[n_answer - 3], answer_[n_answer - 2], answer_[n_answer - 1]));
    if (found == triples_.end()) return best;
    for (const std::int32_t p : found->second) {
        const std::int32_t n = n_matching(p, 32);
        if (n < SURE_TOKENS) continue;
        const bool is_later = p >= divergence_.at;
        const double far = divergence_.at == NOWHERE ? 0.0 : is_later ? std::min(4.0, 0.02 * (p - divergence_.at)) : 5.0;
        const double score = MATCH_WEIGHT * n - far;
        if (score > best.score + FAR_MARGIN) best = {p, n, score};
    }
    return best;
}

void EditCursor::find_anchor() {
    Anchor best = nearby_anchor();
    if (best.n_matched < SURE_TOKENS) best = far_anchor(best);
    if (best.at == NOWHERE) return;
    anchor_ = best;
    anchor_answer_at_ = static_cast<std::int32_t>(answer_.size()) - best.n_matched;
    cursor_ = best.at + 1;
    run_ = best.n_matched;
    is_tentative_ = divergence_.at != NOWHERE;
    if (is_tentative_ && run_ >= SURE_TOKENS) confirm_anchor();
}

// The answer is back: what happened between divergence and anchor was an edit.
void EditCursor::confirm_anchor() {
    is_tentative_ = false;
    const Divergence left = std::exchange(divergence_, {});
    const std::int32_t back_at = anchor_.at - anchor_.n_matched + 1;
    const std::int32_t n_removed = back_at - left.at;
    const std::int32_t n_inserted = anchor_answer_at_ - left.answer_at;
    if (n_removed < 0 || n_removed > MOST_REMOVED || n_inserted < 0 || n_inserted > MOST_INSERTED) return;
    std::vector<Token> removed(reference_.begin() + left.at, reference_.begin() + back_at);
    std::vector<Token> inserted(answer_.begin() + left.answer_at, answer_.begin() + anchor_answer_at_);
    while (!removed.empty() && !inserted.empty() && removed.back() == inserted.back()) {
        removed.pop_back();
        inserted.pop_back();
    }
    if (removed.empty() && inserted.empty()) return;
    if (removed.empty() && back_at < length()) {  // before this token, perhaps, rather than after that one
        std::vector<Token> with_next = inserted;
        with_next.push_back(at(back_at));
        learn({at(back_at)}, std::move(with_next), before(left.at));
    }
    learn(std::move(removed), std::move(inserted), before(left.at));
}

void EditCursor::learn(std::vector<Token> removed, std::vector<Token> inserted, Token left) {
    for (const bool needs_left : {true, false}) {
        if (removed.empty() && !needs_left) continue;  // an insertion anywhere
        const auto same = std::find_if(edits_.begin(), edits_.end(), [&](const Edit & e) {
            return e.needs_left == needs_left && (!needs_left || e.left == left) && e.removed == removed &&
                   e.inserted == inserted;
        });
        if (same != edits_.end()) {
            ++same->hits;
            continue;
        }
        if (edits_.size() == MOST_EDITS) continue;
        edits_by_token_[removed.empty() ? NO_TOKEN : removed.front()].push_back(static_cast<std::int32_t>(edits_.size()));
        edits_.push_back({removed, inserted, left, needs_left});
    }
}

std::int32_t EditCursor::copy_class(std::int32_t position, std::int32_t run, bool follows_edit) const {
    const auto found = sites_.find(before(position));
    const Site site = found == sites_.end() ? Site{} : found->second;
    const std::int32_t risk = site.diverged == 0 ? (site.seen >= 3 ? 0 : 1) : 4 * site.diverged < site.seen ? 2 : 3;
    const bool is_doubtful = is_tentative_ && run < SURE_TOKENS;
    const std::int32_t length_class = follows_edit ? 6
                                      : is_doubtful ? 7
                                      : run < 2     ? 0
                                      : run < 4     ? 1
                                      : run < 8     ? 2
                                      : run < 16    ? 3
                                      : run < 48    ? 4
                                                    : 5;
    return risk * RUN_CLASSES + length_class;
}

void EditCursor::propose(std::int32_t n_most, Draft & draft) const {
    if (cursor_ == NOWHERE) return;
    std::int32_t position = cursor_;
    std::int32_t run = run_;
    std::int32_t known = edit_;
    std::int32_t next = edit_next_;
    std::int32_t inserted_at = inserted_at_;
    bool follows_edit = false;
    while (draft.size() < n_most) {
        if (known == NOWHERE) {
            known = edit_at(position, inserted_at);
            next = 0;
        }
        if (known != NOWHERE) {
            const Edit & e = edit(known);
            const auto n_inserted = static_cast<std::int32_t>(e.inserted.size());
            if (next < n_inserted) {
                draft.add(e.inserted[static_cast<std::size_t>(next)], next == 0 ? FIRST_INSERTED + e.sureness() : LATER_INSERTED);
                ++run;
                if (++next < n_inserted) continue;
                inserted_at = e.removed.empty() ? position : NOWHERE;
                position += static_cast<std::int32_t>(e.removed.size());
                known = NOWHERE;
                follows_edit = true;
                continue;
            }
            position += static_cast<std::int32_t>(e.removed.size());  // a deletion
            known = NOWHERE;
            if (position >= length()) return;
            draft.add(at(position), AFTER_DELETION + e.sureness());
        } else {
            if (position >= length()) return;
            draft.add(at(position), copy_class(position, run, follows_edit));
        }
        follows_edit = false;
        ++position;
        ++run;
    }
}

}  // namespace inglenook
