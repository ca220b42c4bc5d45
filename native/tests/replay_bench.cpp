// Not a test: what the lookup drafters would gain on recorded answers. A target that always answers what was recorded,
// under a virtual clock, decided by the controller itself. Build it without sanitizers.
//
//   replay_bench [--gpu] [--cold] [--predict] [--half 0|1] [--items] [--rounds] [--classes] [--only NAME] FILE...
//
// FILE: one JSON object a line: {"name", "kind", "prompt": [ids], "answer": [ids], "prediction": [ids], may lack}.
// --gpu: wide passes are nearly free. --cold: a new controller for each item, as after a start; else one for all.
// --predict: the drafters get the prediction.
// --rounds: accepted/drafted of each round, after the initial of the drafter. --half: only items with an
// even or odd place in their file. --items: a line for each item. --classes: for each drafter and class of evidence,
// how many tokens were right and wrong, up to the first wrong one of each draft.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "copy_drafter.h"
#include "edit_drafter.h"
#include "tuned_controller.h"

using namespace inglenook;

namespace {

using PassTimes = std::vector<std::pair<std::int32_t, double>>;  // width, ms; rising

// Measured: Qwen2.5-Coder 1.5B Q4_K_M on two cores, logits on every row, 1,200 tokens deep; and a GPU's shape.
const PassTimes CPU{{1, 34.6}, {2, 67},   {3, 91},   {4, 108},  {5, 133},  {6, 159}, {8, 237},
                    {12, 297}, {16, 294}, {24, 412}, {32, 450}, {48, 637}, {64, 818}};
const PassTimes GPU{{1, 8}, {8, 8}, {16, 11}, {32, 13}, {64, 16}};
constexpr double SAMPLE_ROW_MS = 0.05;
constexpr std::int32_t MOST_DRAFT = 63;

double pass_ms(const PassTimes & times, std::int32_t width) {
    std::size_t i = 1;
    while (i + 1 < times.size() && times[i].first < width) ++i;
    const auto [w0, ms0] = times[i - 1];
    const auto [w1, ms1] = times[i];
    return ms0 + (ms1 - ms0) * (width - w0) / (w1 - w0);
}

struct Item {
    std::string name;
    std::string kind;
    std::vector<Token> prompt;
    std::vector<Token> answer;
    std::vector<Token> prediction;
};

// The JSON that recorders write, no more: no escapes in strings.
std::string_view value_of(std::string_view line, std::string_view key) {
    std::string quoted(1, '"');
    quoted.append(key).append("\":");
    std::size_t at = line.find(quoted);
    if (at == std::string_view::npos) return {};
    at = line.find_first_not_of(' ', at + quoted.size());
    if (at == std::string_view::npos) return {};
    const std::size_t end = line.find(line[at] == '[' ? ']' : '"', at + 1);
    if (end == std::string_view::npos) throw std::runtime_error("A value does not end: " + quoted);
    return line.substr(at + 1, end - at - 1);
}

std::vector<Token> ids_of(std::string_view line, std::string_view key) {
    const std::string list(value_of(line, key));
    std::vector<Token> ids;
    for (const char * at = list.c_str(); *at != '\0';) {
        char * end = nullptr;
        const long id = std::strtol(at, &end, 10);
        if (end == at) break;
        ids.push_back(static_cast<Token>(id));
        at = *end == ',' ? end + 1 : end;
    }
    return ids;
}

std::vector<Item> read_items(const char * path) {
    std::ifstream in(path);
    if (!in) throw std::runtime_error(std::string("Cannot read ") + path + ".");
    std::vector<Item> items;
    for (std::string line; std::getline(in, line);) {
        Item item{std::string(value_of(line, "name")), std::string(value_of(line, "kind")), ids_of(line, "prompt"),
                  ids_of(line, "answer"), ids_of(line, "prediction")};
        if (item.prompt.empty() || item.answer.size() < 2) continue;
        items.push_back(std::move(item));
    }
    return items;
}

struct Tally {
    std::int64_t right = 0;
    std::int64_t wrong = 0;
};
struct Sum {
    int items = 0;
    std::int64_t tokens = 0, rounds = 0, drafted = 0, accepted = 0;
    std::map<std::string, std::int64_t> accepted_of;
    double plain_ms = 0.0, ms = 0.0, clairvoyant_ms = 0.0;
    std::vector<double> ratios;

    void add(const Sum & other) {
        items += other.items;
        tokens += other.tokens;
        rounds += other.rounds;
        drafted += other.drafted;
        accepted += other.accepted;
        for (const auto & [name, n] : other.accepted_of) accepted_of[name] += n;
        plain_ms += other.plain_ms;
        ms += other.ms;
        clairvoyant_ms += other.clairvoyant_ms;
        ratios.push_back(other.plain_ms / other.ms);
    }
    void print(const std::string & name) {
        std::sort(ratios.begin(), ratios.end());
        const double median = ratios.empty() ? plain_ms / ms : ratios[ratios.size() / 2];
        std::printf("%-44s %3d items %6lld tokens %5lld rounds %6lld/%-6lld  x%.3f median %.3f  clairvoyant %.3f ", name.c_str(),
                    std::max(1, items), static_cast<long long>(tokens), static_cast<long long>(rounds),
                    static_cast<long long>(accepted), static_cast<long long>(drafted), plain_ms / ms, median,
                    plain_ms / clairvoyant_ms);
        for (const auto & [drafter, n] : accepted_of) std::printf(" %s %lld", drafter.c_str(), static_cast<long long>(n));
        std::puts("");
    }
};

class Bench {
public:
    Bench(PassTimes times, bool is_cold, bool predicts) : times_(std::move(times)), is_cold_(is_cold), predicts_(predicts) {
        drafters_.push_back(std::make_unique<NoDrafter>());
        drafters_.push_back(std::make_unique<CopyDrafter>());
        drafters_.push_back(std::make_unique<EditDrafter>());
        drafters_.push_back(std::make_unique<PredictionDrafter>());
        tallies_.resize(drafters_.size());
    }

    Sum run(const Item & item) {
        if (controller_ == nullptr || is_cold_) start_controller();
        AnswerTerms terms{Speculation::AUTO, false, 1 << 20, {}};
        for (const auto & d : drafters_) terms.drafters.push_back({d->name(), &d != &drafters_.front(), true, d->priors()});
        controller_->begin(terms);
        std::vector<Token> history = item.prompt;
        history.reserve(item.prompt.size() + item.answer.size());
        history.push_back(item.answer.front());
        for (const auto & d : drafters_) d->begin(history, {}, predicts_ ? item.prediction : std::vector<Token>{});
        Outcome first;
        first.n_cached = static_cast<std::int32_t>(item.prompt.size());
        first.n_emitted = 1;
        first.emitted = std::span(item.answer).first(1);
        controller_->observe(first);

        Sum sum;
        sum.tokens = std::ssize(item.answer);
        sum.plain_ms = static_cast<double>(item.answer.size()) * (times_.front().second + SAMPLE_ROW_MS);
        std::vector<Draft> drafts(drafters_.size());
        std::vector<Offer> offers(drafters_.size());
        const auto n_answer = static_cast<std::int32_t>(item.answer.size());
        for (std::int32_t position = 1; position <= n_answer;) {  // at the end comes the end-of-generation token
            for (std::size_t i = 0; i < drafters_.size(); ++i) {
                drafts[i].clear();
                drafters_[i]->propose(history, MOST_DRAFT, {}, drafts[i]);
                offers[i].draft = &drafts[i];
                count(i, drafts[i], item, position);
            }
            const Plan plan = controller_->plan({static_cast<std::int32_t>(history.size()) - 1, MOST_DRAFT, MOST_DRAFT + 1, offers});
            Draft & draft = drafts[static_cast<std::size_t>(plan.drafter)];
            if (draft.size() > plan.n_draft) draft.resize(plan.n_draft);
            Outcome o;
            o.plan = plan;
            o.n_cached = static_cast<std::int32_t>(history.size()) - 1;
            o.width = std::max(1 + draft.size(), plan.width);
            o.n_drafted = draft.size();
            o.n_accepted = n_right(draft, item, position);
            o.n_emitted = std::min(o.n_accepted + 1, n_answer - position);
            o.was_cut = position + o.n_accepted == n_answer && o.n_accepted < o.n_drafted;
            o.evidence = draft.evidence;
            o.emitted = std::span(item.answer).subspan(static_cast<std::size_t>(position), static_cast<std::size_t>(o.n_emitted));
            o.decode_ms = pass_ms(times_, o.width);
            o.sample_ms = SAMPLE_ROW_MS * (o.n_accepted + 1);
            o.total_ms = o.decode_ms + o.sample_ms;
            history.insert(history.end(), o.emitted.begin(), o.emitted.end());
            for (std::size_t i = 0; i < drafters_.size(); ++i) {
                drafters_[i]->accept(history, o.n_emitted, static_cast<std::int32_t>(i) == plan.drafter ? o.n_accepted : 0);
            }
            controller_->observe(o);
            position += o.n_accepted + 1;
            ++sum.rounds;
            sum.drafted += o.n_drafted;
            sum.accepted += o.n_accepted;
            if (o.n_accepted > 0) sum.accepted_of[drafters_[static_cast<std::size_t>(plan.drafter)]->name()] += o.n_accepted;
            sum.ms += o.total_ms;
            if (shows_rounds) show(plan, o);
        }
        if (shows_rounds) std::puts("");
        sum.clairvoyant_ms = clairvoyant_ms(item);
        return sum;
    }

    void print_classes() const {
        for (std::size_t i = 1; i < drafters_.size(); ++i) {
            for (std::size_t e = 0; e < tallies_[i].size(); ++e) {
                const Tally & t = tallies_[i][e];
                if (t.right + t.wrong == 0) continue;
                std::printf("%-10s class %2zu: %6lld right %5lld wrong  %.4f\n", drafters_[i]->name(), e,
                            static_cast<long long>(t.right), static_cast<long long>(t.wrong),
                            static_cast<double>(t.right) / static_cast<double>(t.right + t.wrong));
            }
        }
    }

    bool shows_rounds = false;

private:
    void start_controller() {
        controller_ = std::make_unique<TunedController>(TunedController::Options{2, false});
        std::vector<CurvePoint> points;
        for (const auto & [width, ms] : times_) points.push_back({width, 1200, 2, ms});
        controller_->set_curve(points);
    }

    static std::int32_t n_right(const Draft & draft, const Item & item, std::int32_t position) {
        std::int32_t n = 0;
        while (n < draft.size() && position + n < std::ssize(item.answer) &&
               draft.tokens[static_cast<std::size_t>(n)] == item.answer[static_cast<std::size_t>(position + n)]) {
            ++n;
        }
        return n;
    }

    void count(std::size_t drafter, const Draft & draft, const Item & item, std::int32_t position) {
        const std::int32_t n = n_right(draft, item, position);
        for (std::int32_t i = 0; i < n; ++i) ++tallies_[drafter][draft.evidence[static_cast<std::size_t>(i)]].right;
        if (n < draft.size() && position + n < std::ssize(item.answer)) {
            ++tallies_[drafter][draft.evidence[static_cast<std::size_t>(n)]].wrong;
        }
    }

    void show(const Plan & plan, const Outcome & o) const {
        if (o.n_drafted == 0) {
            std::printf(". ");
        } else {
            std::printf("%c%d/%d ", drafters_[static_cast<std::size_t>(plan.drafter)]->name()[0], o.n_accepted, o.n_drafted);
        }
    }

    // What these drafters allow if it were known at each place which of them is right, and how far.
    double clairvoyant_ms(const Item & item) {
        std::vector<Token> history = item.prompt;
        history.push_back(item.answer.front());
        for (const auto & d : drafters_) d->begin(history, {}, predicts_ ? item.prediction : std::vector<Token>{});
        const auto n_answer = static_cast<std::int32_t>(item.answer.size());
        double ms = 0.0;
        Draft draft;
        for (std::int32_t position = 1; position <= n_answer;) {
            std::int32_t most = 0;
            for (const auto & d : drafters_) {
                draft.clear();
                d->propose(history, MOST_DRAFT, {}, draft);
                most = std::max(most, n_right(draft, item, position));
            }
            double best_ms = times_.front().second;
            std::int32_t best = 1;
            for (std::int32_t n = 1; n <= most; ++n) {
                if (pass_ms(times_, n + 1) * best < best_ms * (n + 1)) {
                    best_ms = pass_ms(times_, n + 1);
                    best = n + 1;
                }
            }
            ms += best_ms + SAMPLE_ROW_MS * best;
            const std::int32_t n_new = std::min(best, n_answer - position);
            history.insert(history.end(), item.answer.begin() + position, item.answer.begin() + position + n_new);
            for (const auto & d : drafters_) d->accept(history, n_new, 0);
            position += best;
        }
        return ms;
    }

    PassTimes times_;
    bool is_cold_;
    bool predicts_;
    std::vector<std::unique_ptr<Drafter>> drafters_;
    std::unique_ptr<Controller> controller_;
    std::vector<std::array<Tally, N_EVIDENCE>> tallies_;
};

int run(const std::vector<std::string> & arguments) {
    bool is_gpu = false, is_cold = false, shows_items = false, shows_classes = false, shows_rounds = false, predicts = false;
    std::size_t half = 2;
    std::string only;
    std::vector<Item> items;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string & a = arguments[i];
        if (a == "--gpu") is_gpu = true;
        else if (a == "--cold") is_cold = true;
        else if (a == "--items") shows_items = true;
        else if (a == "--classes") shows_classes = true;
        else if (a == "--rounds") shows_rounds = shows_items = true;
        else if (a == "--predict") predicts = true;
        else if (a == "--half" && i + 1 < arguments.size()) half = static_cast<std::size_t>(std::stoi(arguments[++i]));
        else if (a == "--only" && i + 1 < arguments.size()) only = arguments[++i];
        else {
            std::size_t place = 0;
            for (Item & item : read_items(a.c_str())) {
                if (half > 1 || place++ % 2 == half) items.push_back(std::move(item));
            }
        }
    }
    if (items.empty()) throw std::runtime_error("No items; give files of recorded answers.");
    Bench bench(is_gpu ? GPU : CPU, is_cold, predicts);
    bench.shows_rounds = shows_rounds;
    std::map<std::string, Sum> kinds;
    for (const Item & item : items) {
        if (item.name.find(only) == std::string::npos) continue;
        Sum sum = bench.run(item);
        if (shows_items) sum.print(item.name);
        sum.items = 1;
        kinds[item.kind].add(sum);
    }
    for (auto & [kind, sum] : kinds) sum.print(kind);
    if (shows_classes) bench.print_classes();
    return 0;
}

}  // namespace

int main(int n_arguments, char ** arguments) {
    try {
        return run({arguments + 1, arguments + n_arguments});
    } catch (const std::exception & e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
