#include "text_stream.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace inglenook {

void TextStream::begin(std::vector<std::string> stop) {
    std::vector<Stop> stops;
    for (std::string & text : stop) {
        if (text.empty()) throw std::invalid_argument("A stop string is empty; it would end every answer at once.");
        std::vector<std::size_t> failure(text.size(), 0);
        for (std::size_t i = 1, k = 0; i < text.size(); ++i) {
            while (k > 0 && text[i] != text[k]) k = failure[k - 1];
            if (text[i] == text[k]) ++k;
            failure[i] = k;
        }
        stops.push_back({std::move(text), std::move(failure), 0});
    }
    stops_ = std::move(stops);
    bytes_.clear();
    pending_.clear();
    taken_ = 0;
    stopped_ = false;
}

bool TextStream::push(Token token, std::string_view bytes) {
    if (stopped_) return true;
    for (const char byte : bytes) {
        bytes_.push_back(byte);
        std::size_t longest = 0;
        for (Stop & stop : stops_) {
            std::size_t & k = stop.matched;
            while (k > 0 && byte != stop.text[k]) k = stop.failure[k - 1];
            if (byte == stop.text[k]) ++k;
            if (k == stop.text.size()) {
                longest = std::max(longest, k);
                k = stop.failure[k - 1];  // never used: the answer ends here
            }
        }
        if (longest == 0) continue;
        bytes_.resize(bytes_.size() - longest);
        std::erase_if(pending_, [&](const Pending & p) { return p.end > taken_ + bytes_.size(); });
        stopped_ = true;
        return true;
    }
    pending_.push_back({token, taken_ + bytes_.size()});
    return false;
}

void TextStream::take(bool flush, std::string & text, std::vector<Token> & tokens) {
    std::size_t certain = bytes_.size();
    if (!flush && !stopped_) {
        std::size_t held = 0;
        for (const Stop & stop : stops_) held = std::max(held, stop.matched);
        certain -= held;
    }
    // A character cut by a held-back stop string, or by the end of the tokens so far, waits; one cut by a stop string
    // that is complete, or by the end of the answer, does not.
    const std::size_t used = append_utf8(std::string_view(bytes_).substr(0, certain), flush || stopped_, text);
    bytes_.erase(0, used);
    taken_ += used;
    const auto first_held = std::find_if(pending_.begin(), pending_.end(),
                                         [&](const Pending & p) { return p.end > taken_; });
    for (auto it = pending_.begin(); it != first_held; ++it) tokens.push_back(it->token);
    pending_.erase(pending_.begin(), first_held);
}

std::size_t append_utf8(std::string_view bytes, bool flush, std::string & text) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    std::size_t i = 0;
    while (i < bytes.size()) {
        const unsigned char lead = at(i);
        if (lead < 0x80) {
            text.push_back(static_cast<char>(lead));
            ++i;
            continue;
        }
        std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        // the second byte's range rules out overlong forms, surrogates and what lies beyond U+10FFFF
        const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        std::size_t valid = length == 0 ? 0 : 1;
        while (valid > 0 && valid < length && i + valid < bytes.size()) {
            const unsigned char next = at(i + valid);
            if (next < (valid == 1 ? low : 0x80) || next > (valid == 1 ? high : 0xBF)) break;
            ++valid;
        }
        if (length > 0 && valid == length) {
            text.append(bytes, i, length);
            i += length;
        } else if (valid > 0 && i + valid == bytes.size() && !flush) {
            break;
        } else {
            text.append("\xEF\xBF\xBD");
            i += std::max<std::size_t>(valid, 1);
        }
    }
    return i;
}

}  // namespace inglenook
