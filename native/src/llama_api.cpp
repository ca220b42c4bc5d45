#include "llama_api.h"

#include <stdexcept>

#ifdef _WIN32
#include <windows.h>
#else
#include <dlfcn.h>
#endif

#ifndef INGLENOOK_LLAMA_CPP_VERSION
#error "INGLENOOK_LLAMA_CPP_VERSION must be the version of llama-cpp-python compiled against"
#endif

namespace inglenook::llama {
namespace {

Api bound;
std::uintptr_t bound_handle = 0;

void * find_symbol(std::uintptr_t library, const char * name) {
#ifdef _WIN32
    return reinterpret_cast<void *>(GetProcAddress(reinterpret_cast<HMODULE>(library), name));
#else
    return dlsym(reinterpret_cast<void *>(library), name);
#endif
}

[[noreturn]] void refuse(const std::string & reason) {
    throw std::runtime_error("inglenook_native was compiled against llama-cpp-python " INGLENOOK_LLAMA_CPP_VERSION
                             " and cannot use the one that is installed: " +
                             reason + ". Run `make setup` to build them together again.");
}

const std::map<std::string, std::size_t> & compiled_sizes() {
    static const std::map<std::string, std::size_t> sizes{
        {"llama_batch", sizeof(llama_batch)},
        {"llama_context_params", sizeof(llama_context_params)},
        {"llama_model_params", sizeof(llama_model_params)},
        {"llama_token_data", sizeof(llama_token_data)},
    };
    return sizes;
}

}  // namespace

const char * compiled_version() noexcept { return INGLENOOK_LLAMA_CPP_VERSION; }

void bind(std::uintptr_t library_handle, const std::map<std::string, std::size_t> & struct_sizes,
          const std::string & version) {
    if (version != compiled_version()) refuse("it is version " + version);
    for (const auto & [name, size] : compiled_sizes()) {
        const auto found = struct_sizes.find(name);
        if (found == struct_sizes.end()) refuse("the size of " + name + " was not given");
        if (found->second != size) {
            refuse(name + " has " + std::to_string(found->second) + " bytes there and " + std::to_string(size) + " here");
        }
    }
    if (library_handle == 0) refuse("its library is not open");
    if (library_handle == bound_handle) return;
    Api found;
#define X(name)                                                                                         \
    found.name = reinterpret_cast<decltype(found.name)>(find_symbol(library_handle, #name));            \
    if (found.name == nullptr) refuse("it has no function " #name);
    INGLENOOK_LLAMA_FUNCTIONS(X)
#undef X
    bound = found;
    bound_handle = library_handle;
}

const Api & api() {
    if (bound_handle == 0) throw std::runtime_error("inglenook_native is not bound to a llama library; call bind first.");
    return bound;
}

}  // namespace inglenook::llama
