// The Python face of the native decode loop. Converts, names, documents and releases the GIL; decides nothing.
#include <nanobind/nanobind.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>
#include <nanobind/typing.h>

#include <atomic>
#include <deque>
#include <mutex>

#include "callable_drafter.h"
#include "copy_drafter.h"
#include "draft_model.h"
#include "eager_controller.h"
#include "edit_drafter.h"
#include "llama_api.h"
#include "llama_target.h"
#include "llama_vocab.h"
#include "loop.h"
#include "tuned_controller.h"

namespace nb = nanobind;
using namespace nb::literals;
using namespace inglenook;

namespace {

using Guess = nb::typed<nb::callable, std::vector<Token>(std::vector<Token>, std::int32_t)>;

// A flag for the life of the process: the context keeps its address, and may be freed before the session or after.
std::atomic<bool> & lasting_flag() {
    static std::mutex mutex;
    static std::deque<std::atomic<bool>> flags;
    const std::lock_guard lock(mutex);
    return flags.emplace_back(false);
}

// One conversation on one context: the flag, the target that reads it, and the loop, in this order of life. Without
// the GIL nothing else keeps a second thread out, so every use but the flag's is guarded.
class Session {
public:
    Session(std::uintptr_t context_address, const Vocab & vocab, std::int32_t prefill_chunk_tokens,
            std::int32_t n_most_rows, std::int32_t n_threads, std::uintptr_t draft_context_address,
            const Vocab * draft_vocab, bool adapts_threads, std::optional<Guess> guess,
            std::int32_t n_always_draft)
        : target_(context_address, vocab, cancelled_, n_most_rows),
          draft_target_(draft_context_address == 0 || draft_vocab == nullptr
                            ? nullptr
                            : std::make_unique<LlamaTarget>(draft_context_address, *draft_vocab, cancelled_, 1)),
          loop_(target_, cancelled_, prefill_chunk_tokens, drafters(std::move(guess)),
                controller({n_threads, adapts_threads}, n_always_draft)) {
        loop_.set_threads(n_threads);
    }

    std::int32_t begin(std::vector<Token> prompt, const SamplerConfig & sampler, std::int32_t max_tokens,
                       const std::vector<nb::bytes> & stop, Speculation mode, bool is_strict,
                       std::vector<Token> prediction) {
        std::vector<std::string> stops;
        for (const nb::bytes & text : stop) stops.emplace_back(text.c_str(), text.size());
        const nb::gil_scoped_release no_gil;
        const Use use(is_used_);
        return loop_.begin(std::move(prompt), sampler, max_tokens, std::move(stops),
                           {mode, is_strict, std::move(prediction)});
    }
    std::int32_t prefill() {
        const Use use(is_used_);
        return loop_.prefill();
    }
    Round decode_round() {
        const Use use(is_used_);
        return loop_.decode_round();
    }
    [[nodiscard]] SpeculationReport report() {
        const Use use(is_used_);
        return loop_.controller().report();
    }
    std::int32_t warm(std::vector<Token> text) {
        const Use use(is_used_);
        return loop_.warm(text);
    }
    double time_pass(std::int32_t width, std::int32_t n_threads) {
        const Use use(is_used_);
        return loop_.time_pass(width, n_threads);
    }
    [[nodiscard]] std::vector<CurvePoint> curve() {
        const Use use(is_used_);
        return loop_.controller().curve();
    }
    void set_curve(const std::vector<CurvePoint> & points) {
        const Use use(is_used_);
        loop_.controller().set_curve(points);
    }
    void cancel() noexcept { cancelled_.store(true); }
    void clear_cancel() noexcept { cancelled_.store(false); }
    [[nodiscard]] bool cancelled() const noexcept { return cancelled_.load(); }
    [[nodiscard]] std::vector<Token> cached_tokens() {
        const Use use(is_used_);
        return loop_.cache().tokens();
    }
    void set_threads(std::int32_t n_threads) {
        const Use use(is_used_);
        loop_.set_threads(n_threads);
    }

private:
    class Use {
    public:
        explicit Use(std::atomic<bool> & is_used) : is_used_(is_used) {
            if (is_used_.exchange(true)) {
                throw NativeError("This session is computing on another thread; until it is done, only cancel may be called.");
            }
        }
        ~Use() { is_used_.store(false); }
        Use(const Use &) = delete;
        Use & operator=(const Use &) = delete;

    private:
        std::atomic<bool> & is_used_;
    };

    [[nodiscard]] std::vector<std::unique_ptr<Drafter>> drafters(std::optional<Guess> guess) {
        std::vector<std::unique_ptr<Drafter>> all;
        all.push_back(std::make_unique<CopyDrafter>());
        all.push_back(std::make_unique<EditDrafter>());
        all.push_back(std::make_unique<PredictionDrafter>());
        if (guess) all.push_back(std::make_unique<CallableDrafter>(*std::move(guess)));
        if (draft_target_ != nullptr) {
            auto draft_model = std::make_unique<DraftModel>(*draft_target_, target_.n_vocab(), cancelled_);
            draft_model->measure();
            all.push_back(std::move(draft_model));
        }
        return all;
    }

    [[nodiscard]] static std::unique_ptr<Controller> controller(const TunedController::Options & options,
                                                                std::int32_t n_always_draft) {
        if (n_always_draft > 0) return std::make_unique<EagerController>(n_always_draft);
        return std::make_unique<TunedController>(options);
    }

    std::atomic<bool> is_used_ = false;
    std::atomic<bool> & cancelled_ = lasting_flag();
    LlamaTarget target_;
    std::unique_ptr<LlamaTarget> draft_target_;  // null without a draft model
    Loop loop_;
};

nb::bytes as_bytes(const std::string & text) { return nb::bytes(text.data(), text.size()); }

// Raises the exception type that the module owns, with llama.cpp's return code as `code`.
void raise_native_error(const std::exception_ptr & raised, void * type) {
    try {
        std::rethrow_exception(raised);
    } catch (const NativeError & error) {
        try {
            const nb::object instance = nb::borrow(static_cast<PyObject *>(type))(error.what());
            instance.attr("code") = error.code();
            PyErr_SetObject(static_cast<PyObject *>(type), instance.ptr());
        } catch (nb::python_error & failed) {
            failed.restore();
        }
    }
}

}  // namespace

NB_MODULE(_core, m) {
    m.doc() = "The decode loop over a llama.cpp context, without the GIL.";

    const nb::object error_type = nb::steal(PyErr_NewExceptionWithDoc(
        (nb::cast<std::string>(m.attr("__name__")) + ".NativeError").c_str(),
        "The model or llama.cpp failed. `code` is llama.cpp's return code, 0 where there was none.", PyExc_RuntimeError,
        nullptr));
    error_type.attr("code") = 0;
    m.attr("NativeError") = error_type;
    nb::register_exception_translator(raise_native_error, error_type.ptr());

    m.attr("llama_cpp_version") = llama::compiled_version();
    m.def(
        "bind",
        [](std::uintptr_t library_handle, const std::map<std::string, std::size_t> & struct_sizes,
           const std::string & version) {
            try {
                llama::bind(library_handle, struct_sizes, version);
            } catch (const std::runtime_error & error) {
                throw nb::import_error(error.what());
            }
        },
        nb::kw_only(), "library_handle"_a, "struct_sizes"_a, "version"_a,
        "Take llama.cpp's functions from the library that llama_cpp has opened. Raises ImportError with a sentence "
        "when its version or the size of a struct is not the one compiled against.");

    nb::class_<ControlToken>(m, "ControlToken", "A token that plain text must never become.")
        .def_ro("id", &ControlToken::id)
        .def_prop_ro("text", [](const ControlToken & self) { return as_bytes(self.text); }, "Its spelling, UTF-8.")
        .def_ro("lstrip", &ControlToken::lstrip, "Whether it takes the white space before it with it.")
        .def_ro("rstrip", &ControlToken::rstrip, "Whether it takes the white space after it with it.");

    nb::class_<Vocab>(m, "Vocab", "A model's vocabulary; borrows the model.")
        .def(nb::init<std::uintptr_t>(), "model_address"_a)
        .def_prop_ro("n_tokens", &Vocab::n_tokens)
        .def_prop_ro("bos", &Vocab::bos, "Beginning of sequence, -1 where there is none.")
        .def_prop_ro("eos", &Vocab::eos, "End of sequence, -1 where there is none.")
        .def_prop_ro("eot", &Vocab::eot, "End of turn, -1 where there is none.")
        .def_prop_ro("adds_bos", &Vocab::adds_bos, "Whether prompts begin with bos.")
        .def(
            "tokenize",
            [](const Vocab & self, const nb::bytes & text) {
                const std::string_view view(text.c_str(), text.size());
                const nb::gil_scoped_release no_gil;
                return self.tokenize(view);
            },
            "text"_a, "Ids of plain UTF-8 text; nothing in it becomes a control token, and none is added.")
        .def("control_tokens", &Vocab::control_tokens, "Every control token, longest spelling first.")
        .def(
            "piece",
            [](const Vocab & self, Token token, bool special) {
                std::string bytes;
                self.append_piece(token, special, bytes);
                return as_bytes(bytes);
            },
            "token"_a, nb::kw_only(), "special"_a = false,
            "The token's bytes, perhaps part of a character; a control token has none unless `special`.")
        .def("spell_out", &Vocab::spell_out, "tokens"_a,
             "From now on these control tokens have their spelling as bytes, in pieces and in answers.")
        .def("is_end_of_generation", &Vocab::is_end_of_generation, "token"_a)
        .def("why_it_cannot_draft_for", &Vocab::why_it_cannot_draft_for, nb::call_guard<nb::gil_scoped_release>(),
             "target"_a, "Why a model with this vocabulary cannot draft for one with `target`; empty when it can.")
        .def(
            "identity", [](const Vocab & self) { return as_bytes(self.identity()); },
            "Bytes that are equal for equal vocabularies.");

    nb::class_<SamplerConfig>(m, "SamplerConfig",
                              "The sampler chain in llama.cpp's order: penalties, top-k, typical, top-p, min-p, temperature.")
        .def(
            "__init__",
            [](SamplerConfig * self, double temperature, std::int32_t top_k, double top_p, double min_p, double typical_p,
               double repetition_penalty, double presence_penalty, std::int32_t penalty_last_n, std::uint64_t seed) {
                const SamplerConfig config{temperature,        top_k,            top_p,          min_p, typical_p,
                                           repetition_penalty, presence_penalty, penalty_last_n, seed};
                config.validate();
                new (self) SamplerConfig(config);
            },
            nb::kw_only(), "temperature"_a, "top_k"_a, "top_p"_a, "min_p"_a, "typical_p"_a, "repetition_penalty"_a,
            "presence_penalty"_a, "penalty_last_n"_a, "seed"_a,
            "Raises ValueError with a sentence for a value out of its range.");

    nb::enum_<Finish>(m, "Finish", "Why an answer ended.")
        .value("NONE", Finish::NONE, "It has not.")
        .value("STOP_TOKEN", Finish::STOP_TOKEN)
        .value("STOP_STRING", Finish::STOP_STRING)
        .value("LENGTH", Finish::LENGTH)
        .value("CANCELLED", Finish::CANCELLED);

    nb::class_<Round>(m, "Round", "What one decode round gave.")
        .def_ro("tokens", &Round::tokens, "Ids whose bytes are all in `text`, of this round or an earlier one.")
        .def_prop_ro("text", [](const Round & self) { return as_bytes(self.text); }, "Whole UTF-8 characters.")
        .def_ro("finish", &Round::finish)
        .def_ro("drafted", &Round::drafted, "Tokens proposed and verified.")
        .def_ro("accepted", &Round::accepted, "Of these, tokens the target chose too.")
        .def_ro("duration_ms", &Round::duration_ms)
        .def_ro("detokenize_ms", &Round::detokenize_ms, "From ids to text, and looking for stop strings.");

    nb::enum_<Speculation>(m, "Speculation", "Which drafters may run.")
        .value("AUTO", Speculation::AUTO)
        .value("OFF", Speculation::OFF)
        .value("LOOKUP", Speculation::LOOKUP, "Those that only look tokens up.")
        .value("DRAFT", Speculation::DRAFT, "The draft model alone.");

    nb::enum_<SpeculationOff>(m, "SpeculationOff", "Why no token of an answer was drafted.")
        .value("NONE", SpeculationOff::NONE, "Some were.")
        .value("SWITCHED_OFF", SpeculationOff::SWITCHED_OFF)
        .value("CANNOT_REWIND", SpeculationOff::CANNOT_REWIND)
        .value("NO_DRAFT_MODEL", SpeculationOff::NO_DRAFT_MODEL)
        .value("NOTHING_TO_DRAFT", SpeculationOff::NOTHING_TO_DRAFT)
        .value("DOES_NOT_PAY", SpeculationOff::DOES_NOT_PAY);

    nb::class_<DrafterCounts>(m, "DrafterCounts", "What one drafter did in one answer.")
        .def_ro("name", &DrafterCounts::name)
        .def_ro("rounds", &DrafterCounts::rounds)
        .def_ro("drafted", &DrafterCounts::drafted)
        .def_ro("accepted", &DrafterCounts::accepted)
        .def_ro("drafted_at", &DrafterCounts::drafted_at, "By place in the draft.")
        .def_ro("accepted_at", &DrafterCounts::accepted_at, "By place in the draft.");

    nb::class_<SpeculationReport>(m, "SpeculationReport", "What speculation did in one answer.")
        .def_ro("drafters", &SpeculationReport::drafters, "Those that drafted.")
        .def_ro("saved_ms", &SpeculationReport::saved_ms, "Over the rounds that paid.")
        .def_ro("lost_ms", &SpeculationReport::lost_ms, "Over the rounds that did not.")
        .def_ro("thread_changes", &SpeculationReport::thread_changes)
        .def_ro("off", &SpeculationReport::off);

    nb::class_<CurvePoint>(m, "CurvePoint", "The time of a pass of `width` rows after n_cached tokens.")
        .def(nb::init<std::int32_t, std::int32_t, std::int32_t, double>(), nb::kw_only(), "width"_a, "n_cached"_a,
             "n_threads"_a, "pass_ms"_a)
        .def_ro("width", &CurvePoint::width)
        .def_ro("n_cached", &CurvePoint::n_cached)
        .def_ro("n_threads", &CurvePoint::n_threads)
        .def_ro("pass_ms", &CurvePoint::pass_ms);

    nb::class_<Session>(m, "Session", "One conversation on one llama.cpp context, which it borrows with sequence 0.")
        .def(nb::init<std::uintptr_t, const Vocab &, std::int32_t, std::int32_t, std::int32_t, std::uintptr_t,
                      const Vocab *, bool, std::optional<Guess>, std::int32_t>(),
             "context_address"_a, "vocab"_a, nb::kw_only(), "prefill_chunk_tokens"_a = 256, "n_most_rows"_a = 1,
             "n_threads"_a = 1, "draft_context_address"_a = 0, "draft_vocab"_a = nb::none(),
             "adapts_threads"_a = false, "guess"_a = nb::none(), "n_always_draft"_a = 0, nb::keep_alive<1, 3>(),
             nb::keep_alive<1, 8>(),
             "context_address: a llama_context * of the vocabulary's model, which must stay alive and be used by nothing "
             "else. Its KV cache is cleared. n_most_rows: its n_outputs_max. n_threads: of the first pass, and of all when not "
             "adapts_threads. The draft "
             "model's context and vocabulary: likewise, 0 and None without one. One thread at a time computes; "
             "NativeError for a second one. For tests: guess(history, n_most) is one more drafter; n_always_draft: tokens "
             "drafted in every round, by the drafters in turn, in place of what pays.")
        .def("begin", &Session::begin, "prompt"_a, "sampler"_a, nb::kw_only(), "max_tokens"_a, "stop"_a,
             "speculation"_a = Speculation::OFF, "is_strict"_a = false, "prediction"_a = std::vector<Token>(),
             "Start an answer; returns how many tokens of the prompt are in the KV cache already. max_tokens: 0 for as "
             "many as the context holds. prediction: tokens that the answer may resemble. Clears the cancel flag. Raises "
             "ValueError, and nothing has changed then.")
        .def("report", &Session::report, "What speculation did in the latest answer.")
        .def("warm", &Session::warm, nb::call_guard<nb::gil_scoped_release>(), "tokens"_a,
             "Between answers: bring tokens into the KV cache in place of what is there; returns how many of them are. "
             "Returns early when cancelled.")
        .def(
            "time_pass",
            [](Session & self, std::int32_t width, std::int32_t n_threads) -> std::optional<double> {
                const nb::gil_scoped_release no_gil;
                const double ms = self.time_pass(width, n_threads);
                return ms < 0 ? std::nullopt : std::optional(ms);
            },
            "width"_a, nb::kw_only(), "n_threads"_a,
            "Between answers: milliseconds of a pass of `width` rows after what is cached, which stays. None when "
            "cancelled, when nothing is cached, or when there is no room.")
        .def("curve", &Session::curve, "Pass times as they are known now.")
        .def("set_curve", &Session::set_curve, "points"_a, "Take pass times that were measured.")
        .def("clear_cancel", &Session::clear_cancel, "Any thread: let warm and time_pass compute again.")
        .def("prefill", &Session::prefill, nb::call_guard<nb::gil_scoped_release>(),
             "Decode one chunk; returns the prompt tokens now in the cache, all of them when done. Returns early when "
             "cancelled. Raises NativeError.")
        .def("decode_round", &Session::decode_round, nb::call_guard<nb::gil_scoped_release>(),
             "One round; the first chooses from the prefill's logits. Raises NativeError, also after an end.")
        .def("cancel", &Session::cancel, "Any thread: end the answer at the next round or chunk, or within one.")
        .def_prop_ro("cancelled", &Session::cancelled, "Whether cancel was called since begin.")
        .def_prop_ro("cached_tokens", &Session::cached_tokens, "Ids whose KV is in the cache now.")
        .def("set_threads", &Session::set_threads, "n_threads"_a, "Threads of the next pass.");
}
