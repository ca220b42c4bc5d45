// Token bytes in, whole UTF-8 characters out, never past a stop string. The result does not depend on where tokens
// split the bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "types.h"

namespace inglenook {

class TextStream {
public:
    // Starts an answer. Throws std::invalid_argument when a stop string is empty.
    void begin(std::vector<std::string> stop);

    // Takes one token's bytes (possibly none, possibly part of a character). Returns true when a stop string is
    // complete: the text then ends before it, and nothing more is taken. When several end at the same byte, the
    // longest counts.
    bool push(Token token, std::string_view bytes);

    // Hands out what is certain: `text` may neither be the start of a stop string nor of a character that goes on,
    // unless `flush` says that nothing follows. `tokens` are those whose bytes are all out; a token that a stop
    // string cuts, or that follows one, never is.
    void take(bool flush, std::string & text, std::vector<Token> & tokens);

private:
    struct Stop {
        std::string text;
        std::vector<std::size_t> failure;  // Knuth-Morris-Pratt: longest border of each prefix
        std::size_t matched = 0;
    };
    struct Pending {
        Token token;
        std::size_t end;  // offset in the answer's bytes just after the token
    };

    std::vector<Stop> stops_;
    std::string bytes_;          // the answer's bytes from offset `taken_` on
    std::size_t taken_ = 0;      // bytes handed out
    std::vector<Pending> pending_;
    bool stopped_ = false;
};

// Appends `bytes` to `text` as valid UTF-8 and returns the number of bytes used. Each maximal part of an ill-formed
// sequence becomes one U+FFFD, as in Python's errors="replace". Without `flush`, an unfinished character at the end
// is left for later.
std::size_t append_utf8(std::string_view bytes, bool flush, std::string & text);

}  // namespace inglenook
