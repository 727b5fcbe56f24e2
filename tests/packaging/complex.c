/* Complex functions of Windows' C library, that Wine 8 lacks and NumPy calls. Built for the tests only: numpy_math.def forwards the rest. */
#include <complex.h>

/* As Microsoft's compiler sees them: plain pairs; its long double is a double. */
typedef struct { double part[2]; } pair;
typedef struct { float part[2]; } small;

static double complex whole(pair z) { return __builtin_complex(z.part[0], z.part[1]); }
static float complex small_whole(small z) { return __builtin_complex(z.part[0], z.part[1]); }
static pair apart(double complex z) { return (pair){{creal(z), cimag(z)}}; }
static small small_apart(float complex z) { return (small){{crealf(z), cimagf(z)}}; }

#define EACH(name) \
    pair q_##name(pair z) { return apart(name(whole(z))); } \
    small q_##name##f(small z) { return small_apart(name##f(small_whole(z))); }
EACH(ccos) EACH(ccosh) EACH(cexp) EACH(csin) EACH(csinh) EACH(ctan) EACH(ctanh)

#define REAL(name) \
    double q_##name(pair z) { return name(whole(z)); } \
    float q_##name##f(small z) { return name##f(small_whole(z)); }
REAL(cabs) REAL(carg) REAL(creal) REAL(cimag)

pair q_cpow(pair z, pair power) { return apart(cpow(whole(z), whole(power))); }
small q_cpowf(small z, small power) { return small_apart(cpowf(small_whole(z), small_whole(power))); }
