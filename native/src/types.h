// Values shared by every part of the decode loop. Knows neither llama.cpp nor Python.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace inglenook {

using Token = std::int32_t;

// Why an answer ended. NONE: it has not.
enum class Finish { NONE, STOP_TOKEN, STOP_STRING, LENGTH, CANCELLED };

// What one decode round gave.
struct Round {
    // Ids whose bytes are all in `text` (of this round or an earlier one). Tokens whose text is still held back,
    // because a character or a stop string may continue, come with a later round.
    std::vector<Token> tokens;
    std::string text;  // whole UTF-8 characters; invalid bytes became U+FFFD
    Finish finish = Finish::NONE;
    std::int32_t drafted = 0;   // tokens proposed and verified
    std::int32_t accepted = 0;  // of these, tokens the target chose too
    double duration_ms = 0.0;
    double detokenize_ms = 0.0;  // from ids to text, and looking for stop strings
};

// Something in the model or its library failed. `code` is llama.cpp's return code, 0 where there was none.
class NativeError : public std::runtime_error {
public:
    explicit NativeError(const std::string & message, std::int32_t code = 0)
        : std::runtime_error(message), code_(code) {}
    [[nodiscard]] std::int32_t code() const noexcept { return code_; }

private:
    std::int32_t code_;
};

}  // namespace inglenook
