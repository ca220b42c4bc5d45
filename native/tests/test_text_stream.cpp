#include <random>
#include <string>
#include <vector>

#include "check.h"
#include "text_stream.h"

using namespace inglenook;

namespace {

const std::string kReplacement = "\xEF\xBF\xBD";

struct Result {
    std::string text;
    std::vector<Token> tokens;
    bool stopped = false;
    bool operator==(const Result &) const = default;
};

bool is_valid_utf8(const std::string & text) {
    // Built backwards from the code points, unlike the code under test: decode, re-encode, compare.
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(k < text.size() ? text[k] : 0); };
        std::uint32_t code = byte(i);
        int more = code < 0x80 ? 0 : (code & 0xE0) == 0xC0 ? 1 : (code & 0xF0) == 0xE0 ? 2 : (code & 0xF8) == 0xF0 ? 3 : -1;
        if (more < 0) return false;
        code &= more == 0 ? 0x7F : 0x3F >> more;
        for (int k = 1; k <= more; ++k) {
            if ((byte(i + static_cast<std::size_t>(k)) & 0xC0) != 0x80) return false;
            code = code << 6 | (byte(i + static_cast<std::size_t>(k)) & 0x3F);
        }
        const std::uint32_t least[] = {0, 0x80, 0x800, 0x10000};
        if (code < least[more] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return false;
        i += 1 + static_cast<std::size_t>(more);
    }
    return true;
}

// Pushes the pieces as tokens 0, 1, 2, ... and takes after each, as the loop does.
Result run(const std::vector<std::string> & pieces, const std::vector<std::string> & stop) {
    TextStream stream;
    stream.begin(stop);
    Result result;
    for (std::size_t i = 0; i < pieces.size() && !result.stopped; ++i) {
        result.stopped = stream.push(static_cast<Token>(i), pieces[i]);
        std::string text;
        stream.take(result.stopped, text, result.tokens);
        CHECK(is_valid_utf8(text));
        result.text += text;
    }
    std::string text;
    stream.take(true, text, result.tokens);
    CHECK(is_valid_utf8(text));
    result.text += text;
    return result;
}

// Calls `with` for every way to cut `bytes` in up to three pieces (empty ones included), and byte by byte.
template <typename With>
void at_every_split(const std::string & bytes, With with) {
    for (std::size_t a = 0; a <= bytes.size(); ++a) {
        for (std::size_t b = a; b <= bytes.size(); ++b) {
            with({bytes.substr(0, a), bytes.substr(a, b - a), bytes.substr(b)});
        }
    }
    std::vector<std::string> single;
    for (const char c : bytes) single.emplace_back(1, c);
    with(single);
}

struct Utf8Case {
    std::string bytes;
    std::string text;  // what Python's bytes.decode("utf-8", "replace") gives
};

std::vector<Utf8Case> utf8_cases() {
    const std::string r = kReplacement;
    return {
        {"plain", "plain"},
        {"gr\xC3\xBC\xC3\x9F", "gr\xC3\xBC\xC3\x9F"},
        {"\xE6\xBC\xA2\xE5\xAD\x97", "\xE6\xBC\xA2\xE5\xAD\x97"},
        {"a\xF0\x9F\x98\x80z", "a\xF0\x9F\x98\x80z"},
        {"\x80", r},
        {"a\x80\xBF" "b", "a" + r + r + "b"},
        {"\xC0\x80", r + r},
        {"\xC1\xBFx", r + r + "x"},
        {"\xE0\x80\x80", r + r + r},
        {"\xE0\xA0", r},
        {"\xE0\xA0x", r + "x"},
        {"\xED\xA0\x80", r + r + r},
        {"\xED\x9F\xBF", "\xED\x9F\xBF"},
        {"\xF0\x80\x80\x80", r + r + r + r},
        {"\xF0\x9F\x98", r},
        {"\xF0\x9F\x98x", r + "x"},
        {"\xF0\x9F\xC3\xA4", r + "\xC3\xA4"},
        {"\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF"},
        {"\xF4\x90\x80\x80", r + r + r + r},
        {"\xF5\x80\x80\x80", r + r + r + r},
        {"\xFE\xFF", r + r},
        {"\xC3\xC3\xA4", r + "\xC3\xA4"},
        {std::string("a\0b", 3), std::string("a\0b", 3)},
    };
}

}  // namespace

TEST(utf8_is_the_same_at_every_split) {
    for (const Utf8Case & c : utf8_cases()) {
        at_every_split(c.bytes, [&](const std::vector<std::string> & pieces) {
            const Result result = run(pieces, {});
            CHECK_EQUAL(result.text, c.text);
            CHECK_EQUAL(result.tokens.size(), pieces.size());
        });
    }
}

TEST(random_bytes_are_the_same_at_every_split) {
    std::mt19937 random(3);
    // bytes near the borders of UTF-8's table, more often than not
    const std::string alphabet = "ab\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC2\xDF\xE0\xE1\xED\xEF\xF0\xF1\xF4\xF5\xFF";
    for (int trial = 0; trial < 300; ++trial) {
        std::string bytes;
        const std::size_t length = 1 + random() % 12;
        while (bytes.size() < length) bytes += alphabet[random() % alphabet.size()];
        std::string whole;
        CHECK_EQUAL(append_utf8(bytes, true, whole), bytes.size());
        CHECK(is_valid_utf8(whole));
        at_every_split(bytes, [&](const std::vector<std::string> & pieces) { CHECK_EQUAL(run(pieces, {}).text, whole); });
    }
}

TEST(a_character_waits_until_it_is_whole_and_its_tokens_with_it) {
    TextStream stream;
    stream.begin({});
    std::string text;
    std::vector<Token> tokens;
    CHECK(!stream.push(1, "a\xF0\x9F"));
    stream.take(false, text, tokens);
    CHECK_EQUAL(text, std::string("a"));
    CHECK(tokens.empty());
    CHECK(!stream.push(2, "\x98"));
    CHECK(!stream.push(3, ""));
    stream.take(false, text, tokens);
    CHECK_EQUAL(text, std::string("a"));
    CHECK(tokens.empty());
    CHECK(!stream.push(4, "\x80!"));
    stream.take(false, text, tokens);
    CHECK_EQUAL(text, std::string("a\xF0\x9F\x98\x80!"));
    CHECK_EQUAL(tokens, (std::vector<Token>{1, 2, 3, 4}));
}

TEST(stop_strings_end_the_text_at_every_split) {
    struct Case {
        std::string bytes;
        std::vector<std::string> stop;
        std::size_t n_kept;  // bytes before the stop string; all of them when there is none
    };
    const std::vector<Case> all = {
        {"Hello\nUser: more", {"\nUser:"}, 5},
        {"aaab", {"aab"}, 1},
        {"aabaaabz", {"aaab"}, 3},
        {"ababac", {"abac"}, 2},
        {"no stop here", {"###"}, 12},
        {"ends like one ##", {"###"}, 16},
        {"###", {"###"}, 0},
        {"xEND and x.", {"x.", "END"}, 1},       // the one that is complete first
        {"say abcd", {"bc", "abc", "d"}, 4},     // both complete at c: the longer
        {"gr\xC3\xBC\xC3\x9F dich", {"\xC3\x9F"}, 4},
        {"\xF0\x9F\x98\x80 stop", {" st", "\x80"}, 3},  // a stop string that begins inside a character
        {"ab\xC3", {"abc"}, 3},
    };
    for (const Case & c : all) {
        std::string expected;
        (void) append_utf8(c.bytes.substr(0, c.n_kept), true, expected);
        at_every_split(c.bytes, [&](const std::vector<std::string> & pieces) {
            const Result result = run(pieces, c.stop);
            CHECK_EQUAL(result.text, expected);
            CHECK_EQUAL(result.stopped, c.n_kept < c.bytes.size());
            // handed out are the first tokens, and of those that spell something all that lie before the stop string
            std::size_t end = 0;
            for (std::size_t i = 0; i < pieces.size(); ++i) {
                end += pieces[i].size();
                if (i < result.tokens.size()) {
                    CHECK_EQUAL(result.tokens[i], static_cast<Token>(i));
                    CHECK(end <= c.n_kept);
                } else if (!pieces[i].empty()) {
                    CHECK(end > c.n_kept);
                }
            }
        });
    }
}

TEST(random_stop_strings_agree_with_a_search_of_the_whole_text) {
    std::mt19937 random(5);
    for (int trial = 0; trial < 400; ++trial) {
        std::string bytes;
        for (int i = 0; i < 14; ++i) bytes += "ab"[random() % 2];
        std::vector<std::string> stop;
        for (std::size_t i = 0; i < 1 + random() % 3; ++i) {
            std::string text;
            for (std::size_t k = 0; k < 2 + random() % 4; ++k) text += "ab"[random() % 2];
            stop.push_back(text);
        }
        // the stop string whose end comes first, the longest of those
        std::size_t first_end = std::string::npos;
        std::size_t cut = bytes.size();
        for (const std::string & s : stop) {
            const std::size_t at = bytes.find(s);
            if (at == std::string::npos) continue;
            const std::size_t end = at + s.size();
            if (first_end == std::string::npos || end < first_end) cut = at;
            if (end == first_end) cut = std::min(cut, at);
            first_end = std::min(first_end, end);
        }
        at_every_split(bytes, [&](const std::vector<std::string> & pieces) {
            CHECK_EQUAL(run(pieces, stop).text, bytes.substr(0, cut));
        });
    }
}

TEST(text_that_may_become_a_stop_string_is_held_back_and_no_more) {
    TextStream stream;
    stream.begin({"\n\nUser"});
    std::string text;
    std::vector<Token> tokens;
    CHECK(!stream.push(0, "one\n"));
    stream.take(false, text, tokens);
    CHECK_EQUAL(text, std::string("one"));
    CHECK(tokens.empty());  // its line break may belong to the stop string
    CHECK(!stream.push(1, "\nUs"));
    stream.take(false, text, tokens);
    CHECK_EQUAL(text, std::string("one"));
    CHECK(!stream.push(2, "e "));
    stream.take(false, text, tokens);
    CHECK_EQUAL(text, std::string("one\n\nUse "));
    CHECK_EQUAL(tokens, (std::vector<Token>{0, 1, 2}));
}

TEST(an_empty_stop_string_is_refused) {
    TextStream stream;
    CHECK_THROWS(stream.begin({"a", ""}), "stop string is empty");
}

RUN_ALL_TESTS()
