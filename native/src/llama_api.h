// llama.cpp's functions, taken by name from the library that Python's llama_cpp has already opened. Nothing is linked,
// so there is one llama.cpp in the process, with whatever backend it was built for.
#pragma once

#include <llama.h>

#include <cstdint>
#include <map>
#include <string>

namespace inglenook::llama {

#define INGLENOOK_LLAMA_FUNCTIONS(X)                                                                   \
    X(llama_decode)                                                                                    \
    X(llama_synchronize)                                                                               \
    X(llama_get_logits_ith)                                                                            \
    X(llama_get_model)                                                                                 \
    X(llama_get_memory)                                                                                \
    X(llama_memory_clear)                                                                              \
    X(llama_memory_seq_rm)                                                                             \
    X(llama_memory_seq_pos_min)                                                                        \
    X(llama_memory_seq_pos_max)                                                                        \
    X(llama_model_get_vocab)                                                                           \
    X(llama_model_is_hybrid)                                                                           \
    X(llama_model_is_recurrent)                                                                        \
    X(llama_model_n_swa)                                                                               \
    X(llama_n_batch)                                                                                   \
    X(llama_n_ctx_seq)                                                                                 \
    X(llama_n_rs_seq)                                                                                  \
    X(llama_n_ubatch)                                                                                  \
    X(llama_set_abort_callback)                                                                        \
    X(llama_set_n_threads)                                                                             \
    X(llama_token_to_piece)                                                                            \
    X(llama_tokenize)                                                                                  \
    X(llama_vocab_bos)                                                                                 \
    X(llama_vocab_eos)                                                                                 \
    X(llama_vocab_eot)                                                                                 \
    X(llama_vocab_get_add_bos)                                                                         \
    X(llama_vocab_get_attr)                                                                            \
    X(llama_vocab_get_text)                                                                            \
    X(llama_vocab_is_eog)                                                                              \
    X(llama_vocab_n_tokens)                                                                            \
    X(llama_vocab_type)

struct Api {
#define X(name) decltype(&::name) name = nullptr;
    INGLENOOK_LLAMA_FUNCTIONS(X)
#undef X
};

// The version of llama-cpp-python whose llama.h this was compiled against.
[[nodiscard]] const char * compiled_version() noexcept;

// Takes the functions from an open library: a dlopen handle, on Windows an HMODULE. struct_sizes: sizeof of structs
// that cross the boundary, as the library's own Python binding has them. Throws std::runtime_error with a sentence
// when the version, a size or a function does not match. Calling it again with the same library does nothing.
void bind(std::uintptr_t library_handle, const std::map<std::string, std::size_t> & struct_sizes,
          const std::string & version);

// The bound functions. Throws std::runtime_error before `bind`.
[[nodiscard]] const Api & api();

}  // namespace inglenook::llama
