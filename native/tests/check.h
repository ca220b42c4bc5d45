// A test is a function; a failed check prints one line and the run goes on. No framework to fetch. Arguments of the
// program: names of tests to run, all when there are none; --stop ends the run at the first failed check.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
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

inline bool & stops_at_first() {
    static bool stops = false;
    return stops;
}

inline void fail(const char * file, int line, const std::string & what) {
    // the first of a kind says it; thousands more would hide it
    if (++failures() <= 20) std::printf("%s:%d: %s\n", file, line, what.c_str());
    if (stops_at_first()) {
        std::puts("1 checks failed");
        std::exit(1);
    }
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

inline int run_all(const std::vector<std::string> & arguments) {
    std::vector<std::string> names;
    for (const std::string & argument : arguments) {
        if (argument == "--stop") {
            stops_at_first() = true;
        } else {
            names.push_back(argument);
        }
    }
    std::size_t n_run = 0;
    for (const Case & test : cases()) {
        if (!names.empty() && std::find(names.begin(), names.end(), test.name) == names.end()) continue;
        ++n_run;
        const int before = failures();
        try {
            test.run();
        } catch (const std::exception & e) {
            fail(test.name.c_str(), 0, std::string("threw: ") + e.what());
        }
        std::printf("%s %s\n", failures() == before ? "ok  " : "FAIL", test.name.c_str());
    }
    if (n_run == 0 || (!names.empty() && n_run != names.size())) {
        std::puts("no test has that name");
        return 2;
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
    int main(int n_arguments, char ** arguments) { return check::run_all({arguments + 1, arguments + n_arguments}); }
