// A test is a function; a failed check prints one line and the run goes on. No framework to fetch.
#pragma once

#include <cstdio>
#include <exception>
#include <functional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace check {

struct Case {
    std::string name;
    std::function<void()> run;
};

inline std::vector<Case> & cases() {
    static std::vector<Case> all;
    return all;
}

inline int & failures() {
    static int n = 0;
    return n;
}

struct Register {
    Register(const char * name, std::function<void()> run) { cases().push_back({name, std::move(run)}); }
};

template <typename T>
std::string shown(const T & value) {
    if constexpr (requires(std::ostringstream & out) { out << value; }) {
        std::ostringstream out;
        out.precision(17);
        out << value;
        return out.str();
    } else if constexpr (requires { value.begin(); }) {
        std::string text = "[";
        for (const auto & item : value) text += shown(item) + " ";
        return text + "]";
    } else {
        return std::to_string(static_cast<long long>(value));
    }
}

inline void fail(const char * file, int line, const std::string & what) {
    // the first of a kind says it; thousands more would hide it
    if (++failures() <= 20) std::printf("%s:%d: %s\n", file, line, what.c_str());
}

template <typename Action>
std::string message_of(Action action) {
    try {
        action();
    } catch (const std::exception & e) {
        return e.what();
    }
    return {};
}

inline int run_all() {
    for (const Case & test : cases()) {
        const int before = failures();
        try {
            test.run();
        } catch (const std::exception & e) {
            fail(test.name.c_str(), 0, std::string("threw: ") + e.what());
        }
        std::printf("%s %s\n", failures() == before ? "ok  " : "FAIL", test.name.c_str());
    }
    if (failures() > 0) std::printf("%d checks failed\n", failures());
    return failures() > 0;
}

}  // namespace check

#define TEST(name)                                                  \
    static void name();                                             \
    static const check::Register register_##name(#name, name);      \
    static void name()

#define CHECK(condition)                                                         \
    do {                                                                         \
        if (!(condition)) check::fail(__FILE__, __LINE__, "not true: " #condition); \
    } while (false)

#define CHECK_EQUAL(left, right)                                                                            \
    do {                                                                                                    \
        const auto & left_value = (left);                                                                   \
        const auto & right_value = (right);                                                                 \
        if (!(left_value == right_value)) {                                                                 \
            check::fail(__FILE__, __LINE__,                                                                 \
                        #left " is " + check::shown(left_value) + ", not " + check::shown(right_value));    \
        }                                                                                                   \
    } while (false)

// The action throws, and its message contains `part`.
#define CHECK_THROWS(action, part)                                                                        \
    do {                                                                                                  \
        const std::string message = check::message_of([&] { (void) (action); });                          \
        if (message.find(part) == std::string::npos || message.empty()) {                                 \
            check::fail(__FILE__, __LINE__, #action " threw \"" + message + "\", which lacks " #part);    \
        }                                                                                                 \
    } while (false)

#define RUN_ALL_TESTS() \
    int main() { return check::run_all(); }
